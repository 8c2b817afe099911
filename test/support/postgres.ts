import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { vi } from "vitest";
import { serverAccount } from "../../db/embedded/account.ts";
import { dataFolder } from "./folder.ts";
import { PATIENCE } from "./patience.ts";
import { onFreePort } from "./redis.ts";

const INSTALLED = "/usr/lib/postgresql";

/** Returns the folder of the newest PostgreSQL that Debian installed, or null if none is installed. */
function installed(): string | null {
  if (!existsSync(INSTALLED)) return null;
  const [newest] = readdirSync(INSTALLED).sort((a, b) => Number(b) - Number(a));
  return newest ? join(INSTALLED, newest, "bin") : null;
}

/**
 * False if Debian's PostgreSQL is missing: tests that need it are then skipped. In CI it is true, so that
 * they fail.
 */
export const postgresInstalled: boolean = installed() !== null || Boolean(process.env.CI);

export type TestPostgres = { url: string; stop(): Promise<void> };

/**
 * Starts Debian's PostgreSQL instead of the embedded one, on a free loopback port, in a folder of its own.
 */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = installed();
  if (!bin) throw new Error(`${INSTALLED} is missing: install Debian's postgresql`);
  const folder = dataFolder();
  const home = join(folder.path, "postgres");
  const [data, password] = [join(home, "data"), join(home, "password")];
  const account = serverAccount();
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  mkdirSync(home);
  writeFileSync(password, "of-the-test");
  if (account) for (const path of [home, password]) chownSync(path, account.uid, account.gid);
  const cluster = [`--pgdata=${data}`, "--username=lianpin", `--pwfile=${password}`, "--auth=scram-sha-256"];
  const made = spawnSync(
    join(bin, "initdb"),
    [...cluster, "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync"],
    {
      ...identity,
      cwd: "/",
      encoding: "utf8",
    },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const { url, server, exited } = await onFreePort((port) => launchOn(port, { bin, data, identity }));
  return {
    url,
    async stop() {
      server.kill("SIGQUIT");
      await exited;
      await folder.remove();
    },
  };
}

type Cluster = { bin: string; data: string; identity: { uid?: number; gid?: number } };

/**
 * Starts the server of a cluster. Throws if it exits before it accepts connections, for example because its
 * port is taken.
 */
async function launchOn(port: number, { bin, data, identity }: Cluster) {
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories=", "fsync=off"];
  const server = spawn(join(bin, "postgres"), ["-D", data, ...settings.flatMap((one) => ["-c", one])], {
    ...identity,
    cwd: "/",
    stdio: "ignore",
  });
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = `postgres://lianpin:of-the-test@127.0.0.1:${port}/postgres`;
  const reach = async () => {
    if (server.exitCode !== null) return false;
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.end();
    return true;
  };
  if (!(await vi.waitFor(reach, PATIENCE))) throw new Error(`PostgreSQL ended at once on port ${port}`);
  return { url, server, exited };
}
