import { ImportFileError } from "./errors.ts";

/** Joins byte chunks into one array. */
export function concatBytes(chunks: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((sum, c) => sum + c.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/**
 * A byte stream with look-ahead. It reads from the sender only on demand. Throws IMPORT_TOO_LARGE once more
 * than `maxBytes` have been read.
 */
export class ByteSource {
  #reader: ReadableStreamDefaultReader<Uint8Array>;
  #held: Uint8Array[] = [];
  #seen = 0;
  #maxBytes: number;

  constructor(body: ReadableStream<Uint8Array>, maxBytes = Number.POSITIVE_INFINITY) {
    this.#reader = body.getReader();
    this.#maxBytes = maxBytes;
  }

  /** Lowers the byte limit, once the file's format is known. */
  limit(maxBytes: number): void {
    this.#maxBytes = Math.min(this.#maxBytes, maxBytes);
    this.#check();
  }

  /** Returns the first `size` bytes (fewer at the end of the file) without consuming them. */
  async peek(size: number): Promise<Uint8Array> {
    let have = this.#held.reduce((sum, c) => sum + c.length, 0);
    while (have < size) {
      const chunk = await this.#pull();
      if (!chunk) break;
      this.#held.push(chunk);
      have += chunk.length;
    }
    const joined = concatBytes(this.#held);
    this.#held = [joined];
    return joined.subarray(0, size);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (const held of this.#held.splice(0)) yield held;
      for (;;) {
        const chunk = await this.#pull();
        if (!chunk) return;
        yield chunk;
      }
    } finally {
      await this.close();
    }
  }

  /** Cancels the underlying stream. Has no effect after its end. */
  async close(): Promise<void> {
    // `cancel` rejects if the stream has failed; the failed read has already thrown that error.
    await this.#reader.cancel().catch(() => undefined);
  }

  async #pull(): Promise<Uint8Array | null> {
    const { done, value } = await this.#reader.read();
    if (done) return null;
    this.#seen += value.length;
    this.#check();
    return value;
  }

  #check(): void {
    if (this.#seen > this.#maxBytes) {
      throw new ImportFileError("IMPORT_TOO_LARGE", `The file is larger than ${this.#maxBytes} bytes`, {
        limit: this.#maxBytes,
      });
    }
  }
}
