import { existsSync } from "node:fs";
import { readdir, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../../../../db/backup/folder.ts";
import type { FileBytes, FileEntry } from "../bytes.ts";
import { claimLocal } from "./claim.ts";
import { idOf, makeDurableFolder, pathsOf, SHARD } from "./paths.ts";
import { readLocal } from "./read.ts";
import { writeLocal } from "./write.ts";

/** Returns the names in a folder, none if it does not exist. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });

/** Returns null for a path without a file, and for one that went in this moment. */
const statOf = (path: string) =>
  stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });

/** Returns the nearest folder at or above a path that exists. */
const existing = (path: string): string =>
  existsSync(path) || dirname(path) === path ? path : existing(dirname(path));

async function* entries(root: string): AsyncGenerator<FileEntry> {
  for (const shard of (await namesIn(root)).filter((name) => SHARD.test(name)))
    for (const name of await namesIn(join(root, shard))) {
      const named = idOf(name);
      const found = named && (await statOf(join(root, shard, name)));
      if (named && found) yield { ...named, changedAt: found.mtime };
    }
}

/**
 * Opens a folder of the local disk as the place of files. Creates nothing before the first file is written.
 * Several processes may use one folder.
 */
export const openLocalFiles = (root: string): FileBytes => ({
  claim: (owner) => claimLocal(root, owner),
  async space() {
    const { bsize, blocks, bfree, bavail } = await statfs(existing(root));
    return { freeBytes: bavail * bsize, sizeBytes: (blocks - bfree + bavail) * bsize };
  },
  async write(id) {
    const paths = pathsOf(root, id);
    await makeDurableFolder(root, paths.folder);
    return writeLocal(paths);
  },
  read: (id, range) => readLocal(pathsOf(root, id).whole, range),
  size: async (id) => (await statOf(pathsOf(root, id).whole))?.size ?? null,
  async remove(id) {
    const { folder, whole, partial } = pathsOf(root, id);
    // The partial name goes first. Otherwise a writer could rename its file in between, and it would stay.
    await rm(partial, { force: true });
    await rm(whole, { force: true });
    if (existsSync(folder)) await syncFolder(folder);
  },
  list: () => entries(root),
});
