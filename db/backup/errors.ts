/** Why a backup or a restore ended without a result. The names are stable: scripts may compare them. */
export type BackupCode =
  | "BACKUP_KEY_MISSING"
  | "BACKUP_KEY_WRONG"
  | "BACKUP_KEY_IS_SECRET"
  | "BACKUP_NOT_ONE"
  | "BACKUP_DAMAGED"
  | "BACKUP_INCOMPLETE"
  | "BACKUP_NEWER_FORMAT"
  | "BACKUP_NEWER_SCHEMA"
  | "BACKUP_DISK_FULL"
  | "BACKUP_FOLDER"
  | "BACKUP_NOT_FOUND"
  | "BACKUP_RUNNING"
  | "BACKUP_SCHEMA_OLD"
  | "RESTORE_IN_USE"
  | "RESTORE_NOT_EMPTY";

/** A backup or restore that ended without a result. `detail` names the file, table or process concerned. */
export class BackupError extends Error {
  readonly code: BackupCode;
  readonly detail: string;
  constructor(code: BackupCode, detail = "", options?: ErrorOptions) {
    super(detail ? `${code}: ${detail}` : code, options);
    this.name = "BackupError";
    this.code = code;
    this.detail = detail;
  }
}

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** Converts an error of the file system to a BackupError; returns any other error unchanged. */
export function fileError(error: unknown, path: string): unknown {
  if (error instanceof BackupError || !(error instanceof Error) || !("syscall" in error)) return error;
  const code = "code" in error ? String(error.code) : "";
  if (FULL.has(code)) return new BackupError("BACKUP_DISK_FULL", path, { cause: error });
  // A lost connection to the database has a code, too.
  const known = /^E(ACCES|EXIST|INVAL|IO|ISDIR|LOOP|NAMETOOLONG|NOENT|NOTDIR|PERM|ROFS)$/.test(code);
  return known ? new BackupError("BACKUP_FOLDER", `${path} (${code})`, { cause: error }) : error;
}
