import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../context.ts";
import { AppError, notFound } from "../core/errors.ts";
import { redactError } from "../core/redact.ts";
import { inTransaction } from "../core/store.ts";
import type { FileBytes, FileWriter } from "./bytes.ts";
import { ownPlace } from "./own-place.ts";
import { eraseFile } from "./remove-files.ts";
import { openRoom } from "./room.ts";
import { HEAD_BYTES, mediaTypeOf } from "./sniff.ts";
import { abandonFile, completeFile, type FileOwner, insertFile, type StoredFile } from "./store.ts";
import { type FileUse, type MediaType, rulesOf } from "./uses.ts";

export type NewFile = {
  use: FileUse;
  owner: FileOwner;
  /** The bytes. They are read piece by piece, and cancelled if the file is refused. */
  body: ReadableStream<Uint8Array>;
  /** Length that the sender declares, or null. Another length is then FILE_INCOMPLETE or FILE_TOO_LARGE. */
  bytes?: number | null;
  /**
   * Runs in the transaction in which the file becomes readable, for example to check that its owner is still
   * there. If it throws, the file is not kept.
   */
  within?: (tx: Tx, file: StoredFile) => Promise<void>;
};

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Returns the next piece, null at the end. Throws FILE_INCOMPLETE if the sender went away. */
async function nextPiece(reader: Reader): Promise<Uint8Array | null> {
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError("FILE_INCOMPLETE");
  }
}

/** Reads pieces until the file's type can be told from them, or until the end. */
async function readHead(reader: Reader): Promise<Uint8Array> {
  let head = new Uint8Array(0);
  while (head.length < HEAD_BYTES) {
    const piece = await nextPiece(reader);
    if (!piece) break;
    const joined = new Uint8Array(head.length + piece.length);
    joined.set(head);
    joined.set(piece, head.length);
    head = joined;
  }
  return head;
}

/** Returns the type of a file. Throws FILE_TYPE_REFUSED if its use does not take it. */
function typeFor(use: FileUse, head: Uint8Array): MediaType {
  const type = mediaTypeOf(head);
  if (!type || !rulesOf(use).mediaTypes.includes(type)) throw new AppError("FILE_TYPE_REFUSED");
  return type;
}

/** A file whose row is inserted, with the bytes that are read already. */
type Part = { id: string; use: FileUse; head: Uint8Array; reader: Reader; bytes: number | null };

/** Writes all pieces. Throws before a byte passes the size, quota or space that the file may take. */
async function writeBody(
  ctx: RequestContext,
  place: FileBytes,
  { id, use, head, reader, bytes }: Part,
): Promise<FileWriter> {
  const room = await openRoom(ctx, { id, use, declared: bytes });
  const writer = await place.write(id);
  try {
    let total = 0;
    for (let piece: Uint8Array | null = head; piece; piece = await nextPiece(reader)) {
      total += piece.length;
      if (bytes !== null && total > bytes)
        throw new AppError("FILE_TOO_LARGE", { facts: { bytesMax: bytes } });
      await room.reach(total);
      await writer.write(piece);
    }
    if (bytes !== null && total < bytes) throw new AppError("FILE_INCOMPLETE");
    return writer;
  } catch (error) {
    await writer.discard().catch(() => undefined);
    throw error;
  }
}

/**
 * Undoes a put that failed. Keeps the file if its transaction was committed although the answer was lost.
 * The sweep later undoes the rest. Returns the error to throw.
 */
async function undo(ctx: RequestContext, id: string, error: unknown): Promise<unknown> {
  try {
    const mine = await abandonFile(ctx.db, id);
    if (mine === "stored") return error;
    if (mine) await eraseFile(ctx, id);
    // The row was removed while the bytes were written, by its owner or by the sweep.
    return mine || error instanceof AppError ? error : notFound();
  } catch (failure) {
    ctx.log.warn({ file: id, error: redactError(failure) }, "an unfinished file is left to the sweep");
    return error;
  }
}

/**
 * Stores a file, piece by piece: its row first, then the bytes under a partial name, then their final name,
 * and last the row as `stored`. Before that, nobody reads it. A crash in between leaves what the sweep
 * removes. The caller has checked that the actor may do so.
 * Throws FILE_TYPE_REFUSED, FILE_TOO_LARGE, FILE_QUOTA_FULL, STORAGE_FULL, FILE_INCOMPLETE, FILES_NOT_HERE,
 * NOT_FOUND if the owner's files were removed meanwhile.
 */
export async function putFile(ctx: RequestContext, input: NewFile): Promise<StoredFile> {
  const { use, owner, bytes = null, within } = input;
  const id = ctx.ids.uuid();
  const reader = input.body.getReader();
  let begun = false;
  try {
    const place = await ownPlace(ctx);
    const head = await readHead(reader);
    await insertFile(ctx.db, { id, use, owner, mediaType: typeFor(use, head) });
    begun = true;
    const writer = await writeBody(ctx, place, { id, use, head, reader, bytes });
    const written = await writer.finish();
    return await inTransaction(ctx, async (tx) => {
      const file = await completeFile(tx, { id, ...written });
      if (!file) throw notFound();
      await within?.(tx, file);
      return file;
    });
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw begun ? await undo(ctx, id, error) : error;
  }
}
