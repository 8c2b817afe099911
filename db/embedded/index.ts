/**
 * A real PostgreSQL from npm in the data folder. One live process holds a folder. The next start stops and
 * recovers what a killed process left behind.
 * We run the packaged binaries ourselves: the package's class fails as root under a closed home, and does not
 * find a server that outlived its parent.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serverAccount } from "./account.ts";
import {
  choosePort,
  connectionString,
  initialise,
  launch,
  readPassword,
  shutDown,
  stopOrphan,
  USER,
} from "./cluster.ts";
import { liveHolder, takeLock } from "./lock.ts";
import { type Paths, preparePaths } from "./paths.ts";
import { signal } from "./process.ts";

export { EmbeddedHeldError } from "./lock.ts";

export type Embedded = {
  connectionString: string;
  port: number;
  dataDir: string;
  stop(): Promise<void>;
};

const portPath = (paths: Paths) => join(paths.cluster, "port");

function lastPort(paths: Paths): number | null {
  return existsSync(portPath(paths)) ? Number(readFileSync(portPath(paths), "utf8")) : null;
}

/**
 * Starts the server of `dataDir`, creating it on the first call. Throws EmbeddedHeldError (pid, port) if a
 * live process holds the folder. `say` receives lines for a person.
 */
export async function startEmbedded(options: {
  dataDir: string;
  say?: (line: string) => void;
}): Promise<Embedded> {
  const dataDir = resolve(options.dataDir);
  const say = options.say ?? (() => undefined);
  const account = serverAccount();
  const paths = preparePaths(dataDir, account);
  const port = await choosePort(lastPort(paths));
  const lock = takeLock(dataDir, port);
  try {
    if (await stopOrphan(paths)) say("a database left over from a killed start was stopped; recovering");
    initialise(paths, account);
    if (account && paths.moved) say(`PostgreSQL runs as ${account.name}; its data lies in ${paths.cluster}`);
    const child = await launch(paths, account, port);
    writeFileSync(portPath(paths), String(port));
    const onExit = () => {
      if (child.pid && child.exitCode === null) signal(child.pid, "SIGINT");
      lock.release();
    };
    process.once("exit", onExit);
    return {
      connectionString: connectionString(port, readPassword(paths), USER),
      port,
      dataDir,
      async stop() {
        await shutDown(child);
        process.off("exit", onExit);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * The connection string of `dataDir`'s running server, for a second process such as an import; null if none
 * runs.
 */
export function runningEmbedded(dataDir: string): string | null {
  const folder = resolve(dataDir);
  const holder = liveHolder(folder);
  if (!holder) return null;
  return connectionString(holder.port, readPassword(preparePaths(folder, serverAccount())), USER);
}

/**
 * Removes the cluster of `dataDir`, and a server that outlived its program. Returns the removed folder, or
 * null if there is none. Throws EmbeddedHeldError while a live process holds the folder. The key beside the
 * cluster stays.
 */
export async function removeEmbedded(dataDir: string): Promise<string | null> {
  const folder = resolve(dataDir);
  if (!existsSync(folder)) return null;
  const paths = preparePaths(folder, serverAccount());
  const lock = takeLock(folder, 0);
  try {
    await stopOrphan(paths);
    const made = existsSync(join(paths.cluster, "data"));
    rmSync(paths.cluster, { recursive: true, force: true });
    return made ? paths.cluster : null;
  } finally {
    lock.release();
  }
}
