import { BackupError, backupKey, pruneBackups, recordRun, writeBackup } from "../../../db/backup/index.ts";
import { runningEmbedded } from "../../../db/embedded/index.ts";
import type { RequestContext } from "../context.ts";
import { storedTotals } from "../files/store.ts";
import { lacksBackup } from "./first-backup.ts";

/**
 * Writes a backup into BACKUP_DIR and removes the oldest ones beyond BACKUP_KEEP. Does nothing without
 * BACKUP_DIR, or if a `first` backup finds one there. Records each run, also a failed one by its code, and
 * throws its error for a retry.
 */
export async function nightlyBackup(
  ctx: RequestContext,
  { first }: { first?: true | undefined },
): Promise<void> {
  const { backup, dataDir } = ctx.config;
  const databaseUrl = ctx.config.databaseUrl ?? runningEmbedded(dataDir);
  if (!backup || !databaseUrl) return;
  if (first && !(await lacksBackup(backup.dir))) return;
  const startedAt = ctx.clock.now();
  const startedMs = performance.now();
  try {
    const { key } = await backupKey(ctx.config, true);
    const { bytes, rows } = await writeBackup({ databaseUrl, folder: backup.dir, key, now: startedAt });
    await recordRun(ctx.db, { startedAt, bytes, error: null });
    const removed = await pruneBackups(backup.dir, backup.keep);
    const durationMs = Math.round(performance.now() - startedMs);
    // Their rows are in the backup, their bytes are not.
    const { files } = await storedTotals(ctx.db);
    ctx.log.info({ bytes, rows, durationMs, removed: removed.length, files }, "backup");
  } catch (error) {
    const code = error instanceof BackupError ? error.code : "BACKUP_FAILED";
    await recordRun(ctx.db, { startedAt, bytes: null, error: code });
    throw error;
  }
}
