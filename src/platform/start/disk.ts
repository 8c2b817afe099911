import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { clusterFolder } from "../../../db/embedded/index.ts";
import type { Config } from "../config/index.ts";
import type { RequestContext } from "../context.ts";
import type { LoopPart } from "../program/index.ts";

/** Shares of a disk at which the log warns, and at which it reports an error. */
const WARN_RATIO = 0.85;
const ERROR_RATIO = 0.95;
const LOOK_MS = 60_000;
/**
 * Space that stays free for the database's log, which grows by 16 MiB at once: below it, writes are refused.
 */
const RESERVE_BYTES = 64 * 2 ** 20;
const GUARD_MS = 1_000;
/** Interval in which a full disk is logged again. */
const REMIND_MS = 3_600_000;

export type DiskUse = { freeBytes: number; sizeBytes: number; usedRatio: number };

/** Reads a disk's use as `df` shows it: space that only root may use counts neither as free nor as size. */
export async function diskUse(path: string): Promise<DiskUse> {
  const { bsize, blocks, bfree, bavail } = await statfs(path);
  const usable = blocks - bfree + bavail;
  return {
    freeBytes: bavail * bsize,
    sizeBytes: usable * bsize,
    usedRatio: usable > 0 ? 1 - bavail / usable : 0,
  };
}

type Folders = { data?: string; database?: string; files?: string };

/**
 * Returns the folders whose disks this process watches, by a short name: the data folder, and the folder of
 * the embedded database. A folder that does not exist is absent.
 */
export function diskFolders({ dataDir, databaseUrl }: Pick<Config, "dataDir" | "databaseUrl">): Folders {
  if (!existsSync(dataDir)) return {};
  const database = databaseUrl ? null : clusterFolder(dataDir);
  return { data: dataDir, ...(database && { database }) };
}

/** Returns the folders of `diskFolders`, and that of files if it is on another disk than the data folder. */
export function watchedFolders(config: Pick<Config, "dataDir" | "databaseUrl" | "filesDir">): Folders {
  const folders = diskFolders(config);
  const { filesDir } = config;
  if (!existsSync(filesDir)) return folders;
  const same = folders.data !== undefined && statSync(folders.data).dev === statSync(filesDir).dev;
  return same ? folders : { ...folders, files: filesDir };
}

/**
 * Watches the disk of an embedded database each second. `isFull` is true while less than RESERVE_BYTES are
 * free. A disk that cannot be read counts as not full.
 */
export function diskGuard(config: Pick<Config, "dataDir" | "databaseUrl">) {
  let full = false;
  const look = async () => {
    const uses = await Promise.all(Object.values(diskFolders(config)).map((path) => diskUse(path)));
    full = uses.some(({ freeBytes }) => freeBytes < RESERVE_BYTES);
  };
  const timer = setInterval(
    () =>
      void look().catch(() => {
        full = false;
      }),
    GUARD_MS,
  );
  timer.unref();
  return { isFull: () => full, stop: () => clearInterval(timer) };
}

type Level = "ok" | "warn" | "error";
const levelOf = (ratio: number): Level =>
  ratio >= ERROR_RATIO ? "error" : ratio >= WARN_RATIO ? "warn" : "ok";

/**
 * Returns one turn of the watch: it logs a disk that is full to 85 % as a warning, and from 95 % as an error.
 * It logs again each hour, when the level changes, and once there is space again.
 */
export function diskWatch(
  ctx: Pick<RequestContext, "config" | "log">,
  { read = diskUse, nowMs = Date.now }: { read?: typeof diskUse; nowMs?: () => number } = {},
): () => Promise<number> {
  const told = new Map<string, { level: Level; atMs: number }>();
  return async () => {
    for (const [folder, path] of Object.entries(watchedFolders(ctx.config))) {
      const { usedRatio, freeBytes } = await read(path);
      const level = levelOf(usedRatio);
      const last = told.get(folder) ?? { level: "ok", atMs: 0 };
      if (level === last.level && (level === "ok" || nowMs() - last.atMs < REMIND_MS)) continue;
      told.set(folder, { level, atMs: nowMs() });
      const fields = { folder, usedPercent: Math.round(usedRatio * 100), freeBytes };
      if (level === "ok") ctx.log.info(fields, "the disk has space again");
      else ctx.log[level](fields, "the disk is filling up");
    }
    return LOOK_MS;
  };
}

/** Watches the disks of the data folder, of the embedded database and of files. */
export const diskLoop: LoopPart = {
  name: "disk",
  open: async (ctx) => diskWatch(ctx),
  pauseMs: [LOOK_MS, LOOK_MS],
  failure: { level: "warn", message: "the disk could not be read" },
};
