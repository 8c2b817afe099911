import { type FileHandle, open } from "node:fs/promises";

const CHUNK_BYTES = 65_536;

/**
 * Returns a file's bytes as a stream that reads on demand. `Readable.toWeb` throws outside of any call if its
 * stream is cancelled at the end of a file, and so ends the process.
 */
export function fileStream(path: string): ReadableStream<Uint8Array> {
  let handle: FileHandle | null = null;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        handle ??= await open(path);
        const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await handle.close();
        controller.close();
      },
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  );
}
