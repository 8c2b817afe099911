import { fairUpkeep } from "../src/fairs/index.ts";
import { deliverSms } from "../src/identity/index.ts";
import { runImport } from "../src/imports/index.ts";
import { NOTICES } from "../src/notices.ts";
import { deliverNotices } from "../src/notifications/index.ts";
import { deliverMail, MAIL_TRIES_MAX, noticeConsumer } from "../src/notifications/worker.ts";
import type { Consumer } from "../src/platform/changes/index.ts";
import { runHousekeeping } from "../src/platform/housekeeping/index.ts";
import { TASK_KINDS, type TaskHandlers } from "../src/platform/tasks/index.ts";
import { RETENTION } from "../src/retention.ts";
import { findNewMatches } from "../src/saved-searches/index.ts";
import { meiliIndex, searchIndex } from "../src/search/worker.ts";
import { writeLetter } from "../src/web/letters.tsx";

export type Registry = { tasks: TaskHandlers; consumers: readonly Consumer[] };

/** Everything this program does in the background. A kind of work and a consumer are one line each. */
export const registry: Registry = {
  tasks: {
    "sms.send": { external: true, run: deliverSms },
    "mail.send": { external: true, attemptsMax: MAIL_TRIES_MAX, run: deliverMail(writeLetter) },
    "import.run": { external: true, run: runImport },
    "searches.look": { external: true, run: async (ctx) => void (await findNewMatches(ctx)) },
    "fairs.upkeep": { external: true, run: async (ctx) => void (await fairUpkeep(ctx)) },
    "notices.deliver": { external: true, run: async (ctx) => void (await deliverNotices(ctx, NOTICES)) },
    "housekeeping.daily": {
      external: true,
      run: async (ctx) => void (await runHousekeeping(ctx, RETENTION)),
    },
  },
  consumers: [searchIndex, meiliIndex, noticeConsumer(NOTICES.sources)],
};

/**
 * Refuses to start with a kind that code schedules and nobody does, a handler of no kind, or two consumers on one
 * cursor. The types say the same; this holds for what was built apart from them.
 */
export function assertComplete({ tasks, consumers }: Registry): void {
  const handled = Object.keys(tasks);
  const names = consumers.map((consumer) => consumer.name);
  const problems = [
    ...TASK_KINDS.filter((kind) => !handled.includes(kind)).map((kind) => `no handler for ${kind}`),
    ...handled.filter((kind) => !TASK_KINDS.some((k) => k === kind)).map((kind) => `no such kind: ${kind}`),
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `two consumers named ${name}`),
  ];
  if (problems.length > 0) throw new Error(`the worker registry is incomplete: ${problems.join("; ")}`);
}
