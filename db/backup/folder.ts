import { open, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const NAME = /^lianpin-\d{8}T\d{6}Z\.backup$/;
const PARTIAL = /^lianpin-\d{8}T\d{6}Z\.backup\.[0-9a-f]+\.partial$/;
/** A backup writes all the time. A partial file that nobody has written to for this long is left over. */
const LEFT_OVER_MS = 10 * 60_000;

/** Returns the file name of a backup, by its time in UTC. The names sort by time. */
const backupName = (at: Date): string => `lianpin-${at.toISOString().replace(/[-:]|\.\d+/g, "")}.backup`;

/** Returns a path for a new backup that no file has: that of its second, or of the next free one. */
export async function freePath(folder: string, at: Date): Promise<string> {
  const names = new Set(await readdir(folder));
  for (let second = at; ; second = new Date(second.getTime() + 1_000))
    if (!names.has(backupName(second))) return join(folder, backupName(second));
}

/** Returns the paths of the complete backups in a folder, oldest first. */
export async function listBackups(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name));
  return names.sort().map((name) => join(folder, name));
}

/** Removes what killed backups have left in a folder. */
export async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => PARTIAL.test(one))) {
    const path = join(folder, name);
    const written = await stat(path).catch(() => null);
    if (written && Date.now() - written.mtimeMs > LEFT_OVER_MS) await rm(path, { force: true });
  }
}

/** Removes the oldest complete backups until `keep` are left. Returns the removed paths. */
export async function pruneBackups(folder: string, keep: number): Promise<string[]> {
  const all = await listBackups(folder);
  const removed = all.slice(0, Math.max(0, all.length - keep));
  for (const path of removed) await rm(path, { force: true });
  return removed;
}

/** Writes a folder's names to disk, so that a renamed file keeps its name after a power failure. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
