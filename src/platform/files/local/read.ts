import { type FileHandle, open } from "node:fs/promises";
import type { ByteRange } from "../bytes.ts";

const PIECE_BYTES = 64 * 1024;

/**
 * Returns a range of an open file as a stream. It closes the file at its end, at an error, or when cancelled.
 */
function streamOf(file: FileHandle, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  let at = start;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const piece = new Uint8Array(Math.min(PIECE_BYTES, end - at + 1));
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) throw new Error("a file is shorter than its row says");
    at += bytesRead;
    controller.enqueue(bytesRead === piece.length ? piece : piece.subarray(0, bytesRead));
    if (at <= end) return;
    await file.close();
    controller.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        pull(controller).catch(async (error: unknown) => {
          await file.close().catch(() => undefined);
          throw error;
        }),
      cancel: () => file.close(),
    },
    { highWaterMark: 0 },
  );
}

/** Opens a range of a file for reading. Returns null if there is no such file. */
export async function readLocal(path: string, range: ByteRange): Promise<ReadableStream<Uint8Array> | null> {
  const file = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return file && streamOf(file, range);
}
