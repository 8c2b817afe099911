import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { syncFolder } from "../../../../db/backup/folder.ts";
import type { FileWriter } from "../bytes.ts";
import type { FilePaths } from "./paths.ts";

/** Writes all bytes of a piece. One call of the system may write only some of them. */
async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length; ) at += (await file.write(piece, at, piece.length - at)).bytesWritten;
}

/**
 * Begins a file under its partial name. `finish` writes the bytes to disk before it renames the file, and the
 * new name afterwards. So a crash at any moment leaves a partial file or a whole one.
 */
export async function writeLocal({ folder, whole, partial }: FilePaths): Promise<FileWriter> {
  const file = await open(partial, "wx", 0o600);
  const hash = createHash("sha256");
  let size = 0;
  return {
    async write(piece) {
      await writeAll(file, piece);
      hash.update(piece);
      size += piece.length;
    },
    async finish() {
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, whole);
      await syncFolder(folder);
      return { size, sha256: hash.digest() };
    },
    async discard() {
      await file.close().catch(() => undefined);
      await rm(partial, { force: true });
    },
  };
}
