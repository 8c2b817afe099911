import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { BackupError } from "./errors.ts";

type Where = {
  backupKey: string | null;
  secretKey: string | null;
  previousSecretKey: string | null;
  production: boolean;
  dataDir: string;
};

/**
 * Throws BACKUP_KEY_IS_SECRET if a key of backups is also one of the program's, from a variable or from the
 * file secret.key. Either would give away the other.
 */
async function assertOwn(key: string, { secretKey, previousSecretKey, dataDir }: Where): Promise<void> {
  const path = join(dataDir, "secret.key");
  const stored = await readFile(path, "utf8").catch(() => "");
  if (stored.trim() === key) throw new BackupError("BACKUP_KEY_IS_SECRET", path);
  if ([secretKey, previousSecretKey].includes(key))
    throw new BackupError("BACKUP_KEY_IS_SECRET", "SECRET_KEY");
}

/**
 * Returns the key of backups, and the path of its file if it stands in the data folder. Without a configured
 * key, `create` makes one there once, outside production only. Throws BACKUP_KEY_MISSING and
 * BACKUP_KEY_IS_SECRET.
 */
export async function backupKey(
  where: Where,
  create: boolean,
): Promise<{ key: string; path: string | null }> {
  const found = await findKey(where, create);
  // A backup of an earlier release must stay readable.
  if (create) await assertOwn(found.key, where);
  return found;
}

async function findKey(
  { backupKey: given, production, dataDir }: Where,
  create: boolean,
): Promise<{ key: string; path: string | null }> {
  if (given) return { key: given, path: null };
  if (production) throw new BackupError("BACKUP_KEY_MISSING");
  const path = join(dataDir, "backup.key");
  if (create) {
    makeFolder(dataDir);
    const key = randomBytes(32).toString("base64url");
    await writeFile(path, key, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
  }
  const key = await readFile(path, "utf8").catch(() => "");
  if (key.trim().length < 32) throw new BackupError("BACKUP_KEY_MISSING", path);
  return { key: key.trim(), path };
}
