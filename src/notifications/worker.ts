import type { Tx } from "../../db/client.ts";
import { type Change, type Consumer, defineConsumer } from "../platform/changes/index.ts";
import type { RequestContext } from "../platform/context.ts";
import type { Background } from "../platform/program/index.ts";
import { handleTask } from "../platform/tasks/index.ts";
import type { NoticeCatalogue } from "./catalogue.ts";
import type { NoticeSource } from "./declare.ts";
import { deliverNotices } from "./delivery/deliver-notices.ts";
import { deliverMail, type WriteLetter } from "./mail/deliver-mail.ts";
import { TRIES_MAX } from "./mail/rules.ts";
import { notify } from "./notify.ts";
import { hostedAmong } from "./store.ts";
import { deliverNoticesTask, sendMail } from "./tasks.ts";

export { mailCodeChannel, type WriteCode } from "./delivery/code-channel.ts";
export type { WriteLetter } from "./mail/deliver-mail.ts";
export { smtpChannel } from "./mail/smtp.ts";

/**
 * Creates the consumer that follows every stream and writes the notices that capabilities make from changes.
 * A repeated change adds no notice, and neither does a copy: the city that hosts the record tells its people.
 */
export function noticeConsumer(sources: readonly NoticeSource[]): Consumer {
  const from = sources.flatMap((source) => Object.entries(source.from ?? {}));
  return defineConsumer({
    name: "notify",
    streams: "all",
    kinds: from.map(([kind]) => kind),
    async apply(tx: Tx, ctx: RequestContext, changes: Change[]) {
      const hosted = await hostedAmong(tx, new Set(changes.map(({ home }) => home)));
      for (const [kind, noticesOf] of from) {
        const own = changes.filter((change) => change.kind === kind && hosted.has(change.home));
        if (own.length > 0) await notify(tx, ctx, await noticesOf(tx, own));
      }
    },
  });
}

/**
 * Background work of notifications. `writeLetter` writes the text of a letter; `notices` are all declared
 * kinds.
 */
export const notificationsWork = (writeLetter: WriteLetter, notices: NoticeCatalogue) =>
  ({
    capability: "notifications",
    tasks: [
      handleTask(sendMail, { external: true, attemptsMax: TRIES_MAX, run: deliverMail(writeLetter) }),
      handleTask(deliverNoticesTask, {
        external: true,
        run: async (ctx) => void (await deliverNotices(ctx, notices)),
      }),
    ],
    consumers: [noticeConsumer(notices.sources)],
  }) as const satisfies Background;
