import { sql } from "kysely";
import type { Db } from "../../db/client.ts";
import { PROGRAM } from "../../src/capabilities.ts";
import { sendSms } from "../../src/identity/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { housekeepingTask } from "../../src/platform/housekeeping/index.ts";
import {
  handlersOf,
  handleTask,
  scheduleTask,
  type TaskHandlers,
  type TaskWork,
} from "../../src/platform/tasks/index.ts";

/** Returns handlers for all kinds of tasks. They throw, except those in `own`. */
export function handlers(...own: TaskWork[]): TaskHandlers {
  const unexpected = async () => {
    throw new Error("this kind of task is not part of the test");
  };
  const all = PROGRAM.tasks.map((task) => handleTask(task, { external: true, run: unexpected }));
  return handlersOf([...all, ...own]);
}

/**
 * Returns handlers of which the one for messages inserts a row into `effect`, in the transaction that marks
 * the task as done.
 */
export function effectHandlers(
  before: (ctx: RequestContext, id: string) => Promise<void> = async () => undefined,
) {
  return handlers(
    handleTask(sendSms, {
      external: false,
      async run(tx, ctx, { messageId }) {
        await sql`insert into effect (task) values (${messageId})`.execute(tx);
        await before(ctx, messageId);
      },
    }),
    handleTask(housekeepingTask, { external: true, run: async () => undefined }),
  );
}

export const createEffects = (db: Db) =>
  sql`create table effect (n bigserial, task text not null)`.execute(db);

/** Returns the number of distinct tasks with an effect, and of effects in total. */
export async function effects(db: Db): Promise<{ tasks: number; rows: number }> {
  const { rows } = await sql<{ tasks: number; rows: number }>`
    select count(distinct task)::int as tasks, count(*)::int as rows from effect`.execute(db);
  return rows[0] ?? { tasks: 0, rows: 0 };
}

/** Schedules `count` message tasks. Returns their payload ids. */
export async function scheduleMany(ctx: RequestContext, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => ctx.ids.uuid());
  await ctx.db.transaction().execute(async (tx) => {
    for (const messageId of ids)
      await scheduleTask(tx, { task: sendSms, key: messageId, payload: { messageId } });
  });
  return ids;
}
