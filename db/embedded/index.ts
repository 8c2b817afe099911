/**
 * PostgreSQL from an npm package, with its data in the data folder. Only one live process can use a data
 * folder. After a process was killed, the next start stops its server and recovers the data.
 * We start the packaged binaries ourselves. The package's own class fails for root if other accounts cannot
 * enter root's home folder. Nor does it find a server that outlived its parent process.
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
 * Starts the server of `dataDir`, and creates its cluster on the first call. Throws EmbeddedHeldError (pid,
 * port) if another live process uses the folder. `say` receives progress lines for people.
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
 * Returns the connection string of the running server of `dataDir`, for a second process such as an import.
 * Returns null if no server runs.
 */
export function runningEmbedded(dataDir: string): string | null {
  const folder = resolve(dataDir);
  const holder = liveHolder(folder);
  if (!holder) return null;
  return connectionString(holder.port, readPassword(preparePaths(folder, serverAccount())), USER);
}

/**
 * Removes the cluster of `dataDir`, and stops a server that outlived its program. Returns the removed folder,
 * or null if there is no cluster.
 * Throws EmbeddedHeldError while a live process uses the folder. Keeps the file secret.key in the data
 * folder.
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
