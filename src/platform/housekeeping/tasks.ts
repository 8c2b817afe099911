import { z } from "zod";
import { defineTask } from "../tasks/index.ts";

/** Daily task: deletes rows past their retention. */
export const housekeepingTask = defineTask("housekeeping.daily", z.strictObject({ day: z.iso.date() }));

/** Daily task: writes a backup where BACKUP_DIR is set. `first`: only if the folder has none. */
export const backupTask = defineTask(
  "backup.daily",
  z.strictObject({ day: z.iso.date(), first: z.literal(true).optional() }),
);
