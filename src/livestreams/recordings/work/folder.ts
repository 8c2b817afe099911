import { constants } from "node:fs";
import { type FileHandle, open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type RecordedName, readFileName } from "../rules.ts";

/** A file of the streaming server that is being written changes more often. */
const QUIET_MS = 120_000;
const PIECE_BYTES = 256 * 1024;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/**
 * Returns the recorded files of a folder, by name. `quiet`: nothing was written into it for two minutes, so
 * the server is done with it, also if its callback was lost. Returns none without the folder.
 */
export async function listRecorded(
  folder: string,
  nowMs: number,
): Promise<(RecordedName & { quiet: boolean })[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const found: (RecordedName & { quiet: boolean })[] = [];
  for (const name of names.sort()) {
    const recorded = readFileName(name);
    const state = recorded && (await stat(join(folder, name)).catch(() => null));
    if (recorded && state?.isFile())
      found.push({ ...recorded, quiet: Math.abs(nowMs - state.mtimeMs) > QUIET_MS });
  }
  return found;
}

/**
 * Opens a recorded file for reading. Only a plain file of the folder itself is opened: no link, and nothing
 * that a path could lead to. Returns null if there is none.
 */
export async function openRecorded(folder: string, fileName: string): Promise<FileHandle | null> {
  if (readFileName(fileName)?.fileName !== fileName) return null;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const path = join(folder, fileName);
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ELOOP") return null;
    throw error;
  });
  if (!file) return null;
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return null;
}

/** Returns the first `size` bytes of an open file as a stream. The caller closes the file. */
export function streamOf(file: FileHandle, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = new Uint8Array(Math.min(PIECE_BYTES, size - at));
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        at += bytesRead;
        if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
        if (bytesRead === 0 || at >= size) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Removes a recorded file whose bytes are taken in. Returns false if the folder does not let us. */
export const removeRecorded = (folder: string, fileName: string): Promise<boolean> =>
  rm(join(folder, fileName), { force: true }).then(
    () => true,
    () => false,
  );

/** Bytes of a tag's head: type, size, time, stream. Bytes before the first tag (Adobe FLV 10.1, annex E). */
const TAG_HEAD = 11;
const FIRST_TAG = 13;
const WINDOW_BYTES = 2 ** 20;

const bodyBytes = (head: Buffer) => head.readUIntBE(1, 3);
const timeMs = (head: Buffer) => head.readUIntBE(4, 3) + head.readUInt8(7) * 2 ** 24;

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

/** Returns the time of the last tag; null if the file does not end with a tag. */
async function lastTagMs(file: FileHandle, size: number): Promise<number | null> {
  const start = size - 4 - (await bytesAt(file, size - 4, 4)).readUInt32BE();
  if (start < FIRST_TAG || start + TAG_HEAD + 4 > size) return null;
  const head = await bytesAt(file, start, TAG_HEAD);
  return start + TAG_HEAD + bodyBytes(head) + 4 === size ? timeMs(head) : null;
}

/** Returns the time of the last whole tag, by all tags from the first on. */
async function walkTagsMs(file: FileHandle, size: number): Promise<number> {
  let [at, lastMs, windowAt] = [FIRST_TAG, 0, FIRST_TAG];
  let window = await bytesAt(file, windowAt, WINDOW_BYTES);
  while (at + TAG_HEAD <= size) {
    if (at + TAG_HEAD > windowAt + window.length) {
      windowAt = at;
      window = await bytesAt(file, windowAt, WINDOW_BYTES);
      if (window.length < TAG_HEAD) break;
    }
    const head = window.subarray(at - windowAt, at - windowAt + TAG_HEAD);
    at += TAG_HEAD + bodyBytes(head) + 4;
    if (at > size) break;
    lastMs = timeMs(head);
  }
  return lastMs;
}

/**
 * Returns the length of an FLV file by the time of its last tag. A file may end in the middle of a tag,
 * because the server was killed. Returns 0 for a file without tags.
 */
export async function flvLengthMs(file: FileHandle, size: number): Promise<number> {
  if (size < FIRST_TAG + TAG_HEAD + 4) return 0;
  return (await lastTagMs(file, size)) ?? walkTagsMs(file, size);
}
