import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BackupError } from "./errors.ts";

type Where = { backupKey: string | null; production: boolean; dataDir: string };

/**
 * Returns the key of backups, and the path of its file if it stands in the data folder. Without a configured
 * key, `create` makes one there once, outside production only. Throws BACKUP_KEY_MISSING.
 */
export async function backupKey(
  { backupKey: given, production, dataDir }: Where,
  create: boolean,
): Promise<{ key: string; path: string | null }> {
  if (given) return { key: given, path: null };
  if (production) throw new BackupError("BACKUP_KEY_MISSING");
  const path = join(dataDir, "backup.key");
  if (create) {
    await mkdir(dataDir, { recursive: true });
    const key = randomBytes(32).toString("base64url");
    await writeFile(path, key, { flag: "wx", mode: 0o600 }).catch((error: unknown) => {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    });
  }
  const key = await readFile(path, "utf8").catch(() => "");
  if (key.trim().length < 32) throw new BackupError("BACKUP_KEY_MISSING", path);
  return { key: key.trim(), path };
}
