import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { folderMark } from "./home.ts";
import { isCode, processStart } from "./process.ts";

export type Holder = {
  pid: number;
  start: string;
  port: number;
  /** Name of the machine, for people. */
  host?: string;
  /** Mark of the data folder, which a copy of the folder does not have. */
  folder?: string;
};

/** Thrown if another live process uses the data folder. */
export class EmbeddedHeldError extends Error {
  readonly pid: number;
  readonly port: number;
  constructor(dataDir: string, holder: Holder) {
    super(
      `数据目录 ${dataDir} 正被另一个进程使用（进程号 ${holder.pid}，数据库端口 ${holder.port}）。请先停止它，或用 DATA_DIR 另指一个目录。\n` +
        `The data folder ${dataDir} is in use by process ${holder.pid} (database port ${holder.port}). Stop it, or name another folder in DATA_DIR.`,
    );
    this.name = "EmbeddedHeldError";
    this.pid = holder.pid;
    this.port = holder.port;
  }
}

const pathOf = (dataDir: string) => join(dataDir, "holder.json");

function read(path: string): { text: string; holder: Holder | null } | null {
  try {
    const text = readFileSync(path, "utf8");
    const value: unknown = JSON.parse(text);
    const whole =
      typeof value === "object" && value !== null && "pid" in value && "start" in value && "port" in value;
    return { text, holder: whole ? (value as Holder) : null };
  } catch (error) {
    if (isCode(error, "ENOENT") || isCode(error, "ENOTDIR")) return null;
    if (error instanceof SyntaxError) return { text: "", holder: null };
    throw error;
  }
}

const lives = (holder: Holder) => processStart(holder.pid) === holder.start;

/** Returns true if the lock was copied along with another folder, which its process may still use. */
const isCopied = (dataDir: string, { folder }: Holder) =>
  folder !== undefined && folder !== folderMark(dataDir);

/** Returns the live process that uses a data folder, or null. */
export function liveHolder(dataDir: string): Holder | null {
  const holder = read(pathOf(dataDir))?.holder ?? null;
  return holder && !isCopied(dataDir, holder) && lives(holder) ? holder : null;
}

/** Returns the holder that a lock file names, and whether it lives with another folder. */
function leftBy(dataDir: string): { holder: Holder; elsewhere: boolean } | null {
  const holder = read(pathOf(dataDir))?.holder ?? null;
  return holder && { holder, elsewhere: isCopied(dataDir, holder) && lives(holder) };
}

/**
 * Locks the data folder for this process. Throws EmbeddedHeldError if another live process uses the folder.
 * The lock file is a hard link to a completely written file, so no process reads half of it.
 * The lock file of a dead process is renamed first. If the renamed file turns out to be that of a new
 * process, it is put back. `left` is the holder that the lock file named before.
 */
export function takeLock(
  dataDir: string,
  port: number,
): { left: { holder: Holder; elsewhere: boolean } | null; release(): void } {
  const path = pathOf(dataDir);
  const mine = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const start = processStart(process.pid) ?? "";
  const holder: Holder = { pid: process.pid, start, port, host: hostname(), folder: folderMark(dataDir) };
  let left: ReturnType<typeof leftBy> = null;
  writeFileSync(mine, JSON.stringify(holder), { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        linkSync(mine, path);
        return { left, release: () => rmSync(path, { force: true }) };
      } catch (error) {
        if (!isCode(error, "EEXIST")) throw error;
      }
      const live = liveHolder(dataDir);
      if (live) throw new EmbeddedHeldError(dataDir, live);
      left ??= leftBy(dataDir);
      moveAside(path, `${mine}.old`);
    }
    throw new Error(`could not take ${path}`);
  } finally {
    rmSync(mine, { force: true });
  }
}

function moveAside(path: string, aside: string): void {
  const dead = read(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isCode(error, "ENOENT")) return;
    throw error;
  }
  if (read(aside)?.text !== dead?.text) {
    try {
      linkSync(aside, path);
    } catch (error) {
      if (!isCode(error, "EEXIST")) throw error;
    }
  }
  rmSync(aside, { force: true });
}
