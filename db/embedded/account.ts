import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** Operating-system account of PostgreSQL if Node runs as root, because PostgreSQL refuses to run as root. */
export type Account = { name: string; uid: number; gid: number };

/**
 * Returns the account `postgres`, or else `nobody`, if Node runs as root. Returns null for another user.
 * Throws if /etc/passwd has neither account; initdb needs an entry there.
 * Creates no account, so that a machine without useradd works too.
 */
export function serverAccount(passwd = "/etc/passwd"): Account | null {
  if (process.getuid?.() !== 0) return null;
  const lines = readFileSync(passwd, "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const wanted of ["postgres", "nobody"]) {
    const [name, , uid, gid] = lines.find((fields) => fields[0] === wanted) ?? [];
    if (name && Number(uid) > 0) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and neither `postgres` nor `nobody` is in /etc/passwd. Start Lianpin as an ordinary user.",
  );
}

/** Returns the options of `spawn` for the account. */
export const runAs = (account: Account | null) => (account ? { uid: account.uid, gid: account.gid } : {});

/** Returns true if the account may enter every folder above `path`. */
export function canReach(account: Account, path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (folder === dirname(folder)) return true;
  }
}
