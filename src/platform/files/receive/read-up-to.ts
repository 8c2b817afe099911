/**
 * Reads a whole body. Returns null as soon as it is longer than `max`: the caller cancels or drops the rest.
 */
export async function readUpTo(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  max: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces, size);
    size += value.length;
    if (size > max) return null;
    pieces.push(value);
  }
}
