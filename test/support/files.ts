import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileBytes, FileEntry } from "../../src/platform/files/index.ts";
import { openLocalFiles } from "../../src/platform/files/local/open-local.ts";

const MARKS = {
  mp4: "\0\0\0\x18ftypisom\0\0\x02\0isomiso2",
  flv: "FLV\x01\x05\0\0\0\x09\0\0\0\0",
  png: "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  vtt: "WEBVTT\n\n00:01.000 --> 00:04.000\n",
};

/** Returns a file of a kind with `size` bytes, of which each differs from its neighbours. */
export function sampleOf(kind: keyof typeof MARKS, size: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; at += 1) bytes[at] = at % 251;
  bytes.write(MARKS[kind], "latin1");
  return bytes;
}

/** A body, with the number of bytes that were read from it, and whether its reader has cancelled it. */
export type Body = { stream: ReadableStream<Uint8Array>; read: number; cancelled: boolean };

/**
 * Returns bytes as a stream of pieces. Before each piece it waits for `before`, which may throw as a broken
 * connection would.
 */
export function bodyOfPieces(
  bytes: Uint8Array,
  { piece = 64 * 1024, before = async (_at: number): Promise<void> => undefined } = {},
): Body {
  const body: Body = { stream: new ReadableStream(), read: 0, cancelled: false };
  body.stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        await before(body.read);
        const next = bytes.subarray(body.read, body.read + piece);
        body.read += next.length;
        if (next.length > 0) controller.enqueue(next);
        else controller.close();
      },
      cancel() {
        body.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return body;
}

export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream as unknown as AsyncIterable<Uint8Array>) pieces.push(piece);
  return Buffer.concat(pieces);
}

export async function entriesOf(place: FileBytes): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  for await (const entry of place.list()) found.push(entry);
  return found;
}

/** Opens an empty folder as the place of files. */
export function localPlace(): { place: FileBytes; root: string; close(): Promise<void> } {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-files-"));
  const root = join(folder, "files");
  return { place: openLocalFiles(root), root, close: () => rm(folder, { recursive: true, force: true }) };
}
