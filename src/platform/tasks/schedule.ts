import type { DbOrTx } from "../../../db/client.ts";
import { TASKS, type TaskKind, type TaskPayload } from "./schema.ts";
import { insertTask } from "./store.ts";

export type Schedule<K extends TaskKind> = {
  kind: K;
  /** What makes it the same work: no second task of the kind gets this key, for 30 days after the first was done. */
  key: string;
  payload: TaskPayload<K>;
  /** Now when absent. */
  dueAt?: Date | null;
};

/**
 * Writes down work in the transaction that causes it; returns false when it was written down before. Ring "tasks"
 * after the commit to have it done at once instead of at the next sweep.
 */
export async function scheduleTask<K extends TaskKind>(tx: DbOrTx, task: Schedule<K>): Promise<boolean> {
  const payload = TASKS[task.kind].parse(task.payload);
  return insertTask(tx, { ...task, payload, dueAt: task.dueAt ?? null });
}
