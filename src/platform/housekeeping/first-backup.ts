import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { listBackups } from "../../../db/backup/index.ts";
import type { RequestContext } from "../context.ts";
import { shanghaiDay } from "../core/clock.ts";
import { inTransaction } from "../core/store.ts";
import type { LoopPart } from "../program/index.ts";
import { scheduleTask } from "../tasks/index.ts";
import { backupTask } from "./tasks.ts";

const LOOK_MS = 600_000;
/** Wait after a start, so that the backup of a new day comes first if it is due. */
const BEGIN_MS = 5_000;

/** Returns true if a folder holds no complete backup, or does not exist yet. */
export const lacksBackup = async (folder: string): Promise<boolean> =>
  (await listBackups(folder).catch(() => [])).length === 0;

/**
 * Schedules a backup if BACKUP_DIR is set and its folder has none, for example because the variable is new.
 * At most one a day and folder, however many workers look. Returns true if it did.
 */
export async function scheduleFirstBackup(ctx: RequestContext): Promise<boolean> {
  const { backup } = ctx.config;
  if (!backup || !(await lacksBackup(backup.dir))) return false;
  const day = shanghaiDay(ctx.clock.now());
  const folder = createHash("sha256").update(resolve(backup.dir)).digest("hex").slice(0, 8);
  const schedule = { task: backupTask, key: `${day} ${folder}`, payload: { day, first: true as const } };
  const fresh = await inTransaction(ctx, (tx) => scheduleTask(tx, schedule));
  if (fresh) ctx.ring("tasks");
  return fresh;
}

/** Looks soon after a start, and then every ten minutes, whether BACKUP_DIR lacks its first backup. */
export const firstBackupLoop: LoopPart = {
  name: "first-backup",
  async open(ctx) {
    if (!ctx.config.backup) return null;
    let begun = false;
    return async () => {
      if (begun) await scheduleFirstBackup(ctx);
      const pauseMs = begun ? LOOK_MS : BEGIN_MS;
      begun = true;
      return pauseMs;
    };
  },
  pauseMs: [BEGIN_MS, LOOK_MS],
  failure: { level: "warn", message: "the folder of backups could not be looked at" },
};
