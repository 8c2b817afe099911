import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../context.ts";
import { scheduleTasks } from "../tasks/index.ts";
import { placeOf } from "./bytes.ts";
import { deleteRow, type FileOwner, removeOf, removeOne } from "./store.ts";
import { eraseFileTask } from "./tasks.ts";
import type { FileUse } from "./uses.ts";

const schedule = (tx: Tx, ids: readonly string[]) =>
  scheduleTasks(
    tx,
    ids.map((id) => ({ task: eraseFileTask, key: id, payload: { id } })),
  );

/**
 * Removes all files of a record, or those of one use, in the caller's transaction. From its commit on nobody
 * reads them, and a put under way fails. A task then removes the bytes: call `ring("tasks")` after the
 * commit. Returns the number of files.
 */
export async function removeFilesOf(tx: Tx, owner: FileOwner, use: FileUse | null = null): Promise<number> {
  const ids = await removeOf(tx, owner, use);
  await schedule(tx, ids);
  return ids.length;
}

/** Removes one file as removeFilesOf does. Returns false if it is not there. */
export async function removeFile(tx: Tx, id: string): Promise<boolean> {
  const there = await removeOne(tx, id);
  if (there) await schedule(tx, [id]);
  return there;
}

/** Removes the bytes of a file that is marked as removed, and then its row. Idempotent. */
export async function eraseFile(ctx: Pick<RequestContext, "db" | "files">, id: string): Promise<void> {
  await placeOf(ctx).remove(id);
  await deleteRow(ctx.db, id);
}
