import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { link, open, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../../../../db/backup/folder.ts";
import { makeFolder } from "../../../../db/make-folder.ts";

const NAME = "database-id";

/** Writes the mark under a name of its own first, so that no other process reads half of it. */
async function writeMark(root: string, mark: string, owner: string): Promise<void> {
  const mine = `${mark}.${randomBytes(4).toString("hex")}`;
  const file = await open(mine, "wx", 0o600);
  try {
    await file.writeFile(owner);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(mine, mark);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await rm(mine, { force: true });
  }
  await syncFolder(root);
}

/** Marks a folder, which is created if necessary. Returns true if its mark is that of `owner`. */
export async function claimLocal(root: string, owner: string): Promise<boolean> {
  const mark = join(root, NAME);
  if (!existsSync(mark)) {
    const fresh = !existsSync(root);
    makeFolder(root, 0o700);
    if (fresh) await syncFolder(dirname(root));
    await writeMark(root, mark, owner);
  }
  return (await readFile(mark, "utf8")) === owner;
}
