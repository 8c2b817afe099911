import { AppError } from "../core/errors.ts";

/** Bytes of a file, both ends included. */
export type ByteRange = { start: number; end: number };

/** Writes one file. Nobody reads it before `finish` has resolved. */
export type FileWriter = {
  write(piece: Uint8Array): Promise<void>;
  /** Makes the file durable and readable. A crash before leaves no file that can be read. */
  finish(): Promise<{ size: number; sha256: Buffer }>;
  /** Removes what was written. */
  discard(): Promise<void>;
};

/** An entry of the place. `whole` is false for bytes without `finish`, which nobody reads. */
export type FileEntry = { id: string; whole: boolean; changedAt: Date };

/**
 * The place where the bytes of files are. It knows ids and bytes alone: rows in the database say what a file
 * is, and whether it is there. All processes of an installation share one place.
 */
export type FileBytes = {
  /**
   * Marks the place as that of `owner`, unless it has a mark. Returns true if the mark is that of `owner`.
   */
  claim(owner: string): Promise<boolean>;
  /** Space of the place in bytes. */
  space(): Promise<{ freeBytes: number; sizeBytes: number }>;
  /** Begins a file. Rejects if one of this id was begun before. */
  write(id: string): Promise<FileWriter>;
  /**
   * Opens a whole file for reading. Returns null if there is none. The caller reads the stream to its end, or
   * cancels it.
   */
  read(id: string, range: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
  /** Returns the size of a whole file, or null if there is none. */
  size(id: string): Promise<number | null>;
  /** Removes a file, also one that is being written: its writer then fails. Does nothing without one. */
  remove(id: string): Promise<void>;
  list(): AsyncIterable<FileEntry>;
};

/** Returns the place of the files. Throws FILES_NOT_HERE in the edge build, which has none. */
export function placeOf({ files }: { files: FileBytes | null }): FileBytes {
  if (!files) throw new AppError("FILES_NOT_HERE");
  return files;
}
