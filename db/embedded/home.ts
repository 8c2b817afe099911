import {
  chownSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Account } from "./account.ts";
import type { Paths } from "./paths.ts";

/** Thrown if a data folder is a copy whose database lies elsewhere and still belongs to the first folder. */
export class CopiedFolderError extends Error {
  readonly code = "DATA_FOLDER_COPIED";
  constructor(copy: string, home: string, cluster: string) {
    super(
      `DATA_FOLDER_COPIED: 数据目录 ${copy} 是 ${home} 的拷贝，数据库不在里面（它在 ${cluster}，仍属于原来的目录）。` +
        "请从备份恢复：npm run restore，或删掉拷贝里的 cluster-id 从空库开始。",
    );
    this.name = "CopiedFolderError";
  }
}

/** Returns a mark of a folder that a copy of it does not have. */
export function folderMark(path: string): string {
  const { dev, ino } = statSync(path);
  return `${dev}:${ino}`;
}

type Home = { path: string; mark: string };

function readHome(file: string): Home | null {
  if (!existsSync(file)) return null;
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return typeof value === "object" && value !== null && "path" in value && "mark" in value
      ? (value as Home)
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const idOf = (folder: string) => {
  const file = join(folder, "cluster-id");
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
};

/**
 * Records to which data folder a cluster outside of it belongs. Returns the path of an earlier folder that is
 * gone, or null. Throws CopiedFolderError if the earlier folder still exists: two folders must not share it.
 */
export function claimCluster(dataDir: string, paths: Paths): string | null {
  if (!paths.moved) return null;
  const file = join(paths.cluster, "home.json");
  const home = readHome(file);
  const mark = folderMark(dataDir);
  const other = home && home.mark !== mark ? home : null;
  if (
    other &&
    existsSync(other.path) &&
    folderMark(other.path) === other.mark &&
    idOf(other.path) === idOf(dataDir)
  )
    throw new CopiedFolderError(dataDir, other.path, paths.cluster);
  writeFileSync(file, JSON.stringify({ path: dataDir, mark }));
  return other && other.path !== dataDir ? other.path : null;
}

/**
 * Gives the files of a cluster to the server's account, as a copy made by root may have another owner.
 * Returns true if it changed one.
 */
export function ownCluster(cluster: string, account: Account | null): boolean {
  if (!account) return false;
  const data = join(cluster, "data");
  if (!existsSync(data) || statSync(data).uid === account.uid) return false;
  const give = (path: string) => {
    const entry = lstatSync(path);
    if (entry.isDirectory()) for (const name of readdirSync(path)) give(join(path, name));
    if (!entry.isSymbolicLink()) chownSync(path, account.uid, account.gid);
  };
  give(cluster);
  return true;
}
