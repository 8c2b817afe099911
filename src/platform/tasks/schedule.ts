import type { DbOrTx } from "../../../db/client.ts";
import type { Task } from "./schema.ts";
import { insertTasks } from "./store.ts";

export type Schedule<P = unknown> = {
  task: Task<string, P>;
  /** Identifies the work. No second task of the kind gets this key until 30 days after the first was done. */
  key: string;
  payload: NoInfer<P>;
  /** Default: now. */
  dueAt?: Date | null;
};

/**
 * Inserts a task in the transaction that causes it. Returns false if the task exists already. Throws for an
 * invalid payload.
 * Call `ring("tasks")` after the commit to run the task at once, instead of at the workers' next sweep.
 */
export async function scheduleTask<P>(tx: DbOrTx, { task, key, ...more }: Schedule<P>): Promise<boolean> {
  return (await scheduleTasks(tx, [{ task, key, ...more }])) > 0;
}

/** Inserts tasks as scheduleTask does, with one statement. Returns how many did not exist. */
export const scheduleTasks = (tx: DbOrTx, schedules: readonly Schedule[]): Promise<number> =>
  insertTasks(
    tx,
    schedules.map(({ task, key, payload, dueAt = null }) => ({
      kind: task.kind,
      key,
      payload: task.payload.parse(payload),
      dueAt,
    })),
  );
