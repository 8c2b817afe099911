import type { DbOrTx } from "../../../db/client.ts";
import type { Task } from "./schema.ts";
import { insertTask } from "./store.ts";

export type Schedule<P = unknown> = {
  task: Task<string, P>;
  /** What makes it the same work: no second task of the kind gets this key, for 30 days after the first was done. */
  key: string;
  payload: NoInfer<P>;
  /** Now when absent. */
  dueAt?: Date | null;
};

/**
 * Writes down work in the transaction that causes it; returns false when it was written down before. Throws when the
 * payload has another shape. Ring "tasks" after the commit to have it done at once instead of at the next sweep.
 */
export async function scheduleTask<P>(tx: DbOrTx, { task, key, ...more }: Schedule<P>): Promise<boolean> {
  const payload = task.payload.parse(more.payload);
  return insertTask(tx, { kind: task.kind, key, payload, dueAt: more.dueAt ?? null });
}
