import type { DbOrTx } from "../../../db/client.ts";
import { TASKS, type TaskKind, type TaskPayload } from "./schema.ts";
import { insertTask } from "./store.ts";

export type Schedule<K extends TaskKind> = {
  kind: K;
  /** Identifies the work. No second task of the kind gets this key until 30 days after the first was done. */
  key: string;
  payload: TaskPayload<K>;
  /** Default: now. */
  dueAt?: Date | null;
};

/**
 * Inserts a task in the transaction that causes it. Returns false if it exists already. Ring "tasks" after
 * the commit to run it at once instead of at the next sweep.
 */
export async function scheduleTask<K extends TaskKind>(tx: DbOrTx, task: Schedule<K>): Promise<boolean> {
  const payload = TASKS[task.kind].parse(task.payload);
  return insertTask(tx, { ...task, payload, dueAt: task.dueAt ?? null });
}
