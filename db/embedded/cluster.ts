import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import pg from "pg";
import { type Account, runAs } from "./account.ts";
import type { Paths } from "./paths.ts";
import { isCode, pause, processStart, signal } from "./process.ts";

const START_MS = 30_000;
/** Time for connections that their clients have just closed. */
const SMART_STOP_MS = 1_000;
const FAST_STOP_MS = 15_000;
export const USER = "lianpin";

export const passwordPath = (paths: Paths) => join(paths.cluster, "password");
export const dataPath = (paths: Paths) => join(paths.cluster, "data");

export const readPassword = (paths: Paths): string => readFileSync(passwordPath(paths), "utf8").trim();

/**
 * Stops a postmaster that outlived its Node process. Deletes a pid file whose process has ended or is another
 * program. Returns what it found.
 */
export async function stopOrphan(paths: Paths): Promise<"stopped" | "stale" | null> {
  const file = join(dataPath(paths), "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const ours = Number.isInteger(pid) && pid > 1 && isPostmaster(pid, dataPath(paths));
  if (!ours) {
    rmSync(file, { force: true });
    return "stale";
  }
  signal(pid, "SIGINT");
  if (!(await gone(pid, FAST_STOP_MS))) {
    signal(pid, "SIGQUIT");
    if (!(await gone(pid, FAST_STOP_MS))) throw new Error(`the orphaned PostgreSQL ${pid} does not stop`);
  }
  return "stopped";
}

function isPostmaster(pid: number, data: string): boolean {
  if (processStart(pid) === null) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(data);
  } catch (error) {
    if (!isCode(error, "ENOENT")) throw error;
    return (
      spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.includes(data) ??
      false
    );
  }
}

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; await pause(20))
    if (processStart(pid) === null) return true;
  return false;
}

/** Returns a free port on loopback, preferably `wanted`. */
export async function choosePort(wanted: number | null): Promise<number> {
  const free = (port: number) =>
    new Promise<number | null>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(null));
      probe.listen(port, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : null));
      });
    });
  const port = (wanted ? await free(wanted) : null) ?? (await free(0));
  if (!port) throw new Error("no free port on 127.0.0.1");
  return port;
}

export const connectionString = (port: number, password: string, database: string): string =>
  `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;

/**
 * Starts the server in its own process group. So Ctrl+C reaches only Node, which stops the server last.
 * Resolves when the server accepts connections. If the server exits, throws the end of its log.
 */
export async function launch(paths: Paths, account: Account | null, port: number): Promise<ChildProcess> {
  const logPath = join(paths.cluster, "postgres.log");
  const log = openSync(logPath, "w", 0o600);
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
    shared_buffers: "128MB",
    max_connections: "120",
    max_wal_size: "512MB",
    jit: "off",
    timezone: "UTC",
  };
  const child = spawn(
    join(paths.native, "bin", "postgres"),
    ["-D", dataPath(paths), ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    {
      ...runAs(account),
      cwd: "/",
      detached: true,
      stdio: ["ignore", log, log],
      env: { LC_ALL: "C.UTF-8" },
    },
  );
  closeSync(log);
  let onExit: () => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    child.once("error", reject);
    onExit = () =>
      reject(new Error(`PostgreSQL did not start:\n${readFileSync(logPath, "utf8").slice(-2000)}`));
    child.once("exit", onExit);
  });
  try {
    await Promise.race([failed, ready(connectionString(port, readPassword(paths), "postgres"))]);
  } catch (error) {
    child.off("exit", onExit);
    child.kill("SIGQUIT");
    throw error;
  }
  child.off("exit", onExit);
  child.unref();
  return child;
}

async function ready(url: string): Promise<void> {
  for (const end = Date.now() + START_MS; ; await pause(25)) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      const exists = await client.query("select 1 from pg_database where datname = $1", [USER]);
      if (exists.rowCount === 0) await client.query(`create database ${USER}`);
      return;
    } catch (error) {
      const starting = isCode(error, "ECONNREFUSED") || isCode(error, "57P03") || isCode(error, "ECONNRESET");
      if (!starting || Date.now() > end) throw error;
    } finally {
      await client.end();
    }
  }
}

/**
 * Stops the server as soon as no connection is open. After SMART_STOP_MS, stops it with a fast shutdown,
 * which rolls back open transactions and loses nothing committed. Sends SIGQUIT if the server does not stop
 * in time.
 */
export async function shutDown(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (!pid || child.exitCode !== null || child.signalCode !== null) return;
  signal(pid, "SIGTERM");
  if (await gone(pid, SMART_STOP_MS)) return;
  signal(pid, "SIGINT");
  if (!(await gone(pid, FAST_STOP_MS))) signal(pid, "SIGQUIT");
  await gone(pid, FAST_STOP_MS);
}
