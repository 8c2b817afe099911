import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Account, runAs } from "./account.ts";
import { dataPath, passwordPath, USER } from "./cluster.ts";
import type { Paths } from "./paths.ts";

const MAJOR = "18";
const PARTIAL = "partial-";

function initdb(paths: Paths, account: Account | null, options: readonly string[]): Promise<void> {
  const child = spawn(join(paths.native, "bin", "initdb"), options, {
    ...runAs(account),
    cwd: "/",
    stdio: ["ignore", "ignore", "pipe"],
    env: { LC_ALL: "C.UTF-8" },
  });
  const said: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => said.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`initdb failed: ${error.message}`)));
    child.once("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb failed: ${Buffer.concat(said).toString("utf8")}`)),
    );
  });
}

type Cluster = Pick<Paths, "cluster">;
const finishedPath = (paths: Cluster) => join(paths.cluster, "initialised");

/** Returns true if the cluster is completely created and on disk. */
export const isFinished = (paths: Cluster): boolean => existsSync(finishedPath(paths));

function syncToDisk(path: string): void {
  const file = openSync(path, "r");
  fsyncSync(file);
  closeSync(file);
}

/** Writes all files of a new cluster to disk, then the file `initialised`. */
async function makeDurable(paths: Paths, account: Account | null): Promise<void> {
  await initdb(paths, account, ["--sync-only", `--pgdata=${dataPath(paths)}`]);
  writeFileSync(finishedPath(paths), `${MAJOR}\n`);
  syncToDisk(finishedPath(paths));
  syncToDisk(paths.cluster);
}

/**
 * Moves a cluster without the file `initialised` aside, and returns its new path. A killed first start leaves
 * such a cluster, and so does a copy that lost the file: nothing of it is deleted. Returns null without one.
 */
export function setAside(paths: Paths): string | null {
  const data = dataPath(paths);
  if (isFinished(paths) || !existsSync(data)) return null;
  const aside = `${data}-unfinished-${Date.now()}`;
  renameSync(data, aside);
  return aside;
}

/**
 * Creates the cluster in a folder of its own and renames it. So an initdb whose parent process was killed
 * does not disturb the next start.
 */
async function create(paths: Paths, account: Account | null): Promise<void> {
  for (const name of readdirSync(paths.cluster))
    if (name.startsWith(PARTIAL))
      rmSync(join(paths.cluster, name), { recursive: true, force: true, maxRetries: 3 });
  const partial = join(paths.cluster, `${PARTIAL}${randomBytes(4).toString("hex")}`);
  writeFileSync(passwordPath(paths), `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  if (account) chownSync(passwordPath(paths), account.uid, account.gid);
  await initdb(paths, account, [
    `--pgdata=${partial}`,
    "--no-sync",
    `--username=${USER}`,
    `--pwfile=${passwordPath(paths)}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--lc-collate=C",
    "--lc-ctype=C.UTF-8",
  ]);
  renameSync(partial, dataPath(paths));
}

/**
 * Creates the cluster on the first start, and calls `onCreate` as soon as that begins. Throws if the cluster
 * belongs to another major version of PostgreSQL.
 * The server can use a new cluster at once, while its files are written to disk. Only when `durable` resolves
 * is the cluster safe from a power failure and has the file `initialised`. Without that file, the next start
 * sets the cluster aside and creates another. So report nothing as stored before `durable` resolves.
 */
export async function initialise(
  paths: Paths,
  account: Account | null,
  onCreate: () => void,
): Promise<{ durable: Promise<void> }> {
  if (isFinished(paths)) {
    const data = dataPath(paths);
    const major = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
    if (major !== MAJOR)
      throw new Error(
        `${data} belongs to PostgreSQL ${major}; this program brings ${MAJOR}. Dump it with ${major}, restore it here.`,
      );
    return { durable: Promise.resolve() };
  }
  const created = create(paths, account);
  onCreate();
  await created;
  return { durable: makeDurable(paths, account) };
}
