/**
 * Backups of the database as encrypted files: one snapshot, read back whole before it counts. The key of
 * backups is apart from the keys of the program and stands in no backup. docs/decisions/0058 gives the
 * format.
 */
export { type BackupCode, BackupError } from "./errors.ts";
export { listBackups, pruneBackups } from "./folder.ts";
export type { TableSum } from "./format.ts";
export { backupKey } from "./key.ts";
export { type Restored, readOpening, restoreBackup } from "./restore-backup.ts";
export { type BackupAge, backupAge, recordRun } from "./runs.ts";
export { readBackup } from "./verify.ts";
export { type Progress, type Written, writeBackup } from "./write-backup.ts";
