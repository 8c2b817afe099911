import { backupAge } from "../../db/backup/runs.ts";
import { feedLag } from "./changes/index.ts";
import type { Services } from "./context.ts";
import { PLATFORM_CODES } from "./core/codes.ts";
import { eraseFileTask, sweepFilesTask } from "./files/tasks.ts";
import { backupTask, housekeepingTask } from "./housekeeping/tasks.ts";
import { closeHubs } from "./live/index.ts";
import type { Capability } from "./program/index.ts";
import { daily, every, taskLag } from "./tasks/index.ts";

const SWEEP_MS = 3_600_000;
/** A nightly backup is late after a day and two hours. */
const BACKUP_LATE_S = 26 * 3600;

/**
 * Reports the age of the newest complete backup. `ok` is false if nightly backups are configured and the
 * newest one is late or absent.
 */
async function backupHealth({ db, config }: Pick<Services, "db" | "config">) {
  const age = await backupAge(db);
  const late = age === null || age.ageS > BACKUP_LATE_S;
  return {
    ok: !(config.backup && late),
    nightly: config.backup !== null,
    lastAt: age?.lastAt.toISOString() ?? null,
    ageS: age?.ageS ?? null,
  };
}

/** The platform's own part of the program, described like a capability. */
export const platform = {
  name: "platform",
  routes: () => [] as const,
  tasks: [housekeepingTask, backupTask, eraseFileTask, sweepFilesTask],
  sealed: [{ table: "idempotency", key: ["scope", "key"], sealed: "answer" }],
  recurring: [daily(housekeepingTask), daily(backupTask), every(SWEEP_MS, sweepFilesTask)],
  codes: PLATFORM_CODES,
  readiness: [
    { name: "feed", check: async ({ db }) => ({ ...(await feedLag(db)) }) },
    { name: "tasks", check: async ({ db }) => ({ ...(await taskLag(db)) }) },
    { name: "backup", check: backupHealth },
  ],
  stopping: closeHubs,
} as const satisfies Capability;
