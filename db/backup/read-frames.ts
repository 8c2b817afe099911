import { createDecipheriv } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { BackupError } from "./errors.ts";
import { FRAME, HEADER, type JsonRecord, nonceOf, RECORD, readHeader, TAG, TRAILER } from "./format.ts";

export type BackupRecord = { json: JsonRecord } | { data: Buffer };

const JSON_MAX = 16 * 1024 * 1024;

async function readAt(file: FileHandle, at: number, into: Buffer): Promise<Buffer> {
  let filled = 0;
  while (filled < into.length) {
    const { bytesRead } = await file.read(into, filled, into.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return into.subarray(0, filled);
}

function decrypt(key: Buffer, sealed: Buffer, nonce: Buffer): Buffer | null {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
    return plain;
  } catch {
    return null;
  }
}

/** Decrypts a file frame by frame. Yields only text whose tag is right. */
async function* frames(file: FileHandle, key: string, path: string): AsyncGenerator<Buffer> {
  const frameKey = readHeader(await readAt(file, 0, Buffer.alloc(HEADER)), key, path);
  const { size } = await file.stat();
  const end = size - TRAILER.length;
  const found = await readAt(file, Math.max(HEADER, end), Buffer.alloc(TRAILER.length));
  const whole = found.equals(TRAILER);
  const refusal = () => new BackupError(whole ? "BACKUP_DAMAGED" : "BACKUP_INCOMPLETE", path);
  if (end < HEADER + TAG) throw refusal();
  const sealed = Buffer.allocUnsafe(FRAME + TAG);
  for (let at = HEADER, frame = 0; at < end; frame += 1) {
    const read = await readAt(file, at, sealed.subarray(0, Math.min(FRAME + TAG, end - at)));
    at += read.length;
    const plain = read.length < TAG ? null : decrypt(frameKey, read, nonceOf(frame, at >= end));
    if (!plain) throw refusal();
    yield plain;
  }
  // Every frame is right, the last one too, so only the trailer can be wrong.
  if (!whole) throw new BackupError("BACKUP_DAMAGED", path);
}

/**
 * Reads the records of a backup in their order, with bounded memory. Throws BACKUP_NOT_FOUND, BACKUP_NOT_ONE,
 * BACKUP_KEY_WRONG, BACKUP_NEWER_FORMAT, BACKUP_DAMAGED or BACKUP_INCOMPLETE.
 */
export async function* readRecords(path: string, key: string): AsyncGenerator<BackupRecord> {
  const file = await open(path, "r").catch((error: unknown) => {
    throw new BackupError("BACKUP_NOT_FOUND", path, { cause: error });
  });
  let start = Buffer.alloc(0);
  let left = 0;
  let kind = 0;
  let json: Buffer[] = [];
  try {
    if (!(await file.stat()).isFile()) throw new BackupError("BACKUP_NOT_FOUND", path);
    for await (const plain of frames(file, key, path)) {
      for (let at = 0; at < plain.length; ) {
        if (left === 0) {
          const more = plain.subarray(at, at + 5 - start.length);
          start = Buffer.concat([start, more]);
          at += more.length;
          if (start.length < 5) continue;
          kind = start[0] ?? 0;
          left = start.readUInt32BE(1);
          start = Buffer.alloc(0);
          if (kind !== RECORD.data && kind !== RECORD.json)
            throw new BackupError("BACKUP_NEWER_FORMAT", path);
          if (kind === RECORD.json && left > JSON_MAX) throw new BackupError("BACKUP_DAMAGED", path);
          continue;
        }
        const part = plain.subarray(at, at + left);
        at += part.length;
        left -= part.length;
        if (kind === RECORD.data) yield { data: part };
        else json.push(Buffer.from(part));
        if (kind === RECORD.data || left > 0) continue;
        yield { json: JSON.parse(Buffer.concat(json).toString("utf8")) as JsonRecord };
        json = [];
      }
    }
    if (left > 0 || start.length > 0) throw new BackupError("BACKUP_DAMAGED", path);
  } finally {
    await file.close();
  }
}
