import { createCipheriv } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { FRAME, type JsonRecord, newHeader, nonceOf, RECORD, TRAILER } from "./format.ts";

export type FrameWriter = {
  json(record: JsonRecord): Promise<void>;
  /** Appends rows of the current table, as COPY sends them. */
  data(chunk: Buffer): Promise<void>;
  /** Writes the last frame. Returns the size of the file in bytes. */
  end(): Promise<number>;
};

/**
 * Encrypts records into a file, frame by frame. Holds two frames in memory: one is filled while the other is
 * written.
 */
export async function writeFrames(file: Pick<FileHandle, "write">, key: string): Promise<FrameWriter> {
  const { header, frameKey } = newHeader(key);
  const plain = Buffer.allocUnsafe(FRAME);
  let filled = 0;
  let frame = 0;
  let size = 0;
  let writing: Promise<unknown> = Promise.resolve();

  const write = async (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
  };
  const put = async (bytes: Buffer) => {
    size += bytes.length;
    await writing;
    writing = write(bytes);
    // The error shows where the next frame waits.
    writing.catch(() => undefined);
  };
  const flush = async (last: boolean) => {
    const cipher = createCipheriv("aes-256-gcm", frameKey, nonceOf(frame, last));
    const sealed = [cipher.update(plain.subarray(0, filled)), cipher.final(), cipher.getAuthTag()];
    frame += 1;
    filled = 0;
    await put(Buffer.concat(sealed));
  };
  const append = async (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; ) {
      if (filled === FRAME) await flush(false);
      const n = bytes.copy(plain, filled, at);
      filled += n;
      at += n;
    }
  };
  const record = async (kind: number, content: Buffer) => {
    const start = Buffer.alloc(5);
    start[0] = kind;
    start.writeUInt32BE(content.length, 1);
    await append(start);
    await append(content);
  };

  await put(header);
  return {
    json: (value) => record(RECORD.json, Buffer.from(JSON.stringify(value))),
    data: (chunk) => record(RECORD.data, chunk),
    async end() {
      await flush(true);
      await put(TRAILER);
      await writing;
      return size;
    },
  };
}
