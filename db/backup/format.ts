import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { BackupError } from "./errors.ts";

/** Version of the file format. A reader refuses a newer one. */
export const FORMAT = 1;
/** Bytes of plain text in a frame; only the last frame of a file is shorter. */
export const FRAME = 256 * 1024;
/** Bytes of AES-GCM's tag, at the end of each frame. */
export const TAG = 16;
/** End of a complete file, after the last frame. It tells a damaged file from one that was cut off. */
export const TRAILER = Buffer.from("LIANPIN-END-0001");

const MAGIC = Buffer.from("LIANPIN\x1a");
const KEY_ID = 8;
const SALT = 32;
const CHECK = 8;
const CHECKED = MAGIC.length + 1 + KEY_ID + SALT;
export const HEADER = CHECKED + CHECK;

/** Records inside the encrypted stream: one byte kind, four bytes length, content. */
export const RECORD = { json: 1, data: 2 } as const;

const derive = (key: string, salt: Uint8Array, info: string | Uint8Array, bytes: number) =>
  Buffer.from(hkdfSync("sha256", key, salt, info, bytes));

/** Returns a public name of a key, by which a wrong key is told from a damaged file. */
export const keyId = (key: string): Buffer => derive(key, Buffer.alloc(0), "lianpin backup key id", KEY_ID);

const checkOf = (checked: Uint8Array) => createHash("sha256").update(checked).digest().subarray(0, CHECK);

/** Returns the key of one file. It depends on the whole header. */
const fileKey = (key: string, header: Buffer) =>
  derive(key, header.subarray(MAGIC.length + 1 + KEY_ID, CHECKED), header, 32);

/** Creates the header of a new file, and the key of its frames. */
export function newHeader(key: string): { header: Buffer; frameKey: Buffer } {
  const checked = Buffer.concat([MAGIC, Buffer.of(FORMAT), keyId(key), randomBytes(SALT)]);
  const header = Buffer.concat([checked, checkOf(checked)]);
  return { header, frameKey: fileKey(key, header) };
}

/**
 * Returns the key of a file's frames. Throws BACKUP_NOT_ONE, BACKUP_INCOMPLETE, BACKUP_DAMAGED,
 * BACKUP_NEWER_FORMAT or BACKUP_KEY_WRONG.
 */
export function readHeader(header: Buffer, key: string, path: string): Buffer {
  const start = header.subarray(0, MAGIC.length);
  if (header.length < HEADER) {
    const cut = header.length > 0 && MAGIC.subarray(0, start.length).equals(start);
    throw new BackupError(cut ? "BACKUP_INCOMPLETE" : "BACKUP_NOT_ONE", path);
  }
  const sound = checkOf(header.subarray(0, CHECKED)).equals(header.subarray(CHECKED));
  // One flipped byte in the magic still leaves most of it.
  const alike = [...MAGIC].filter((byte, i) => byte === start[i]).length >= MAGIC.length - 2;
  if (!sound) throw new BackupError(alike ? "BACKUP_DAMAGED" : "BACKUP_NOT_ONE", path);
  if (!start.equals(MAGIC)) throw new BackupError("BACKUP_NOT_ONE", path);
  if ((header[MAGIC.length] ?? 0) > FORMAT) throw new BackupError("BACKUP_NEWER_FORMAT", path);
  const id = header.subarray(MAGIC.length + 1, MAGIC.length + 1 + KEY_ID);
  if (!id.equals(keyId(key))) throw new BackupError("BACKUP_KEY_WRONG", path);
  return fileKey(key, header);
}

/** Returns the nonce of a frame: its number, and a mark on the last one, so that no frame can be left out. */
export function nonceOf(frame: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce[0] = last ? 1 : 0;
  nonce.writeUIntBE(frame, 6, 6);
  return nonce;
}

/** Contents of one table in a backup. */
export type TableSum = { name: string; rows: number; bytes: number; sha256: string };
/** First record of a backup. `migrations` are those of the database, in order. */
export type Opening = {
  kind: "opening";
  createdAt: string;
  migrations: string[];
  postgres: string;
};
/** Record before the rows of a table. Its columns are those that are not generated. */
export type TableOpening = { kind: "table"; name: string; columns: string[] };
/** Record after the rows of a table. */
export type TableClosing = { kind: "rows" } & TableSum;
/** Last record: sums of all tables, and the last values of sequences by `table.column`. */
export type Manifest = { kind: "manifest"; tables: TableSum[]; sequences: Record<string, number> };
export type JsonRecord = Opening | TableOpening | TableClosing | Manifest;
