import type { RequestContext } from "../context.ts";
import { orNotFound } from "../core/errors.ts";
import { type ByteRange, placeOf } from "./bytes.ts";
import { type FileOwner, filesOf, findFile, type StoredFile } from "./store.ts";
import type { FileUse } from "./uses.ts";

/** Largest page of a list. */
const LIMIT = 100;

/**
 * Returns whole files of a record, oldest first, at most 100 of them; the next page begins `after` the last.
 */
export const listFilesOf = (
  { db }: Pick<RequestContext, "db">,
  { owner, use = null, after = null }: { owner: FileOwner; use?: FileUse | null; after?: string | null },
): Promise<StoredFile[]> => filesOf(db, { owner, use, after, limit: LIMIT });

/**
 * Opens a whole file, or a range of it, for background work. The caller reads the stream to its end, or
 * cancels it. Throws NOT_FOUND without row or bytes.
 */
export async function openFile(
  ctx: Pick<RequestContext, "db" | "files">,
  { id, range }: { id: string; range?: ByteRange },
): Promise<{ file: StoredFile; body: ReadableStream<Uint8Array> }> {
  const file = orNotFound(await findFile(ctx.db, id));
  const body = orNotFound(await placeOf(ctx).read(id, range ?? { start: 0, end: file.size - 1 }));
  return { file, body };
}
