import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncFolder } from "../../../../db/backup/folder.ts";
import { makeFolder } from "../../../../db/make-folder.ts";

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PARTIAL = ".partial";

/** Names of the folders below the root. */
export const SHARD = /^[0-9a-f]{2}$/;

/** The folder of a file, its path, and its path while it is being written. Both are in the same folder. */
export type FilePaths = { folder: string; whole: string; partial: string };

/**
 * Returns the paths of an id. The folder is named by the last two digits of the id, which are random. Throws
 * for a text that is no id, so that no path leaves the root.
 */
export function pathsOf(root: string, id: string): FilePaths {
  if (!ID.test(id)) throw new Error("not the id of a file");
  const folder = join(root, id.slice(-2));
  return { folder, whole: join(folder, id), partial: join(folder, `${id}${PARTIAL}`) };
}

/** Returns the id that a name in a folder stands for, or null for a name that is not ours. */
export function idOf(name: string): { id: string; whole: boolean } | null {
  const whole = !name.endsWith(PARTIAL);
  const id = whole ? name : name.slice(0, -PARTIAL.length);
  return ID.test(id) ? { id, whole } : null;
}

/** Creates the folder of a file with its name on disk, unless it is there. */
export async function makeDurableFolder(root: string, folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const fresh = !existsSync(root);
  makeFolder(folder, 0o700);
  await syncFolder(root);
  if (fresh) await syncFolder(dirname(root));
}
