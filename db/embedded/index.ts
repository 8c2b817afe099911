/**
 * PostgreSQL from an npm package, with its data in the data folder. Only one live process can use a data
 * folder. After a process was killed, the next start stops its server and recovers the data.
 * We start the packaged binaries ourselves. The package's own class fails for root if other accounts cannot
 * enter root's home folder. Nor does it find a server that outlived its parent process.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { serverAccount } from "./account.ts";
import { choosePort, connectionString, launch, readPassword, stopOrphan, USER } from "./cluster.ts";
import { initialise, isFinished, setAside } from "./create.ts";
import { NoDatabaseError } from "./errors.ts";
import { foundLines } from "./found.ts";
import { claimCluster, ownCluster } from "./home.ts";
import { liveHolder, takeLock } from "./lock.ts";
import { knownCluster, type Paths, preparePaths } from "./paths.ts";
import { signal } from "./process.ts";
import { supervise } from "./supervise.ts";

export { DataFolderError, NoDatabaseError } from "./errors.ts";
export { CopiedFolderError } from "./home.ts";
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

/** A server whose new cluster may not be on disk yet. */
export type Launched = Embedded & {
  /** Resolves when the cluster is safe from a power failure and a kill. Store nothing for people before. */
  durable: Promise<void>;
};

type Options = {
  dataDir: string;
  /** Receives progress lines for people. */
  say?: (line: string) => void;
  /**
   * Called once, when another process has begun to create the cluster (`creates`) or to start its server. It
   * has the time to load modules.
   */
  onStart?: (creates: boolean) => void;
  /** Throw NoDatabaseError, and create nothing, if the data folder has no database. */
  mustExist?: boolean;
};

/** Returns true if a data folder has a complete cluster. Creates nothing. */
function hasCluster(dataDir: string): boolean {
  const cluster = knownCluster(dataDir, serverAccount());
  return cluster !== null && isFinished({ cluster });
}

/**
 * Starts the server of `dataDir`, and creates its cluster on the first call. Does not wait until a new
 * cluster is on disk. Throws EmbeddedHeldError (pid, port) if another live process uses the folder,
 * DataFolderError for one that cannot be used.
 */
export async function launchEmbedded(options: Options): Promise<Launched> {
  const dataDir = resolve(options.dataDir);
  const { say = () => undefined, onStart = () => undefined } = options;
  const account = serverAccount();
  if (options.mustExist && !hasCluster(dataDir)) throw new NoDatabaseError(dataDir);
  const paths = preparePaths(dataDir, account);
  const port = await choosePort(lastPort(paths));
  const lock = takeLock(dataDir, port);
  let durable = Promise.resolve();
  const settled = () => durable.catch(() => undefined);
  try {
    const former = claimCluster(dataDir, paths);
    const owned = ownCluster(paths.cluster, account);
    const orphan = await stopOrphan(paths);
    const found = { holder: lock.left, server: orphan, former, missing: paths.missing ?? false, owned };
    for (const line of foundLines(found, paths.cluster)) say(line);
    const aside = setAside(paths);
    if (aside) say(`发现没有建完的数据库，已移到 ${aside}，没有删除；现在另建一个`);
    const fresh = !isFinished(paths);
    ({ durable } = await initialise(paths, account, () => onStart(true)));
    void settled();
    const launched = launch(paths, account, port);
    if (!fresh) onStart(false);
    const server = supervise(await launched, () => launch(paths, account, port));
    writeFileSync(portPath(paths), String(port));
    const onExit = () => {
      const { pid, exitCode } = server.child();
      if (pid && exitCode === null) signal(pid, "SIGINT");
      lock.release();
    };
    process.once("exit", onExit);
    return {
      connectionString: connectionString(port, readPassword(paths), USER),
      port,
      dataDir,
      durable,
      async stop() {
        await settled();
        await server.stop();
        process.off("exit", onExit);
        lock.release();
      },
    };
  } catch (error) {
    await settled();
    lock.release();
    throw error;
  }
}

/** Starts the server as launchEmbedded does, and waits until its cluster is on disk. */
export async function startEmbedded(options: Options): Promise<Embedded> {
  const launched = await launchEmbedded(options);
  try {
    await launched.durable;
    return launched;
  } catch (error) {
    await launched.stop();
    throw error;
  }
}

/**
 * Returns the connection string of the running server of `dataDir`, for a second process such as an import.
 * Returns null if no server runs, or if its new cluster is not on disk yet.
 */
export function runningEmbedded(dataDir: string): string | null {
  const folder = resolve(dataDir);
  const holder = liveHolder(folder);
  if (!holder) return null;
  const paths = preparePaths(folder, serverAccount());
  return isFinished(paths) ? connectionString(holder.port, readPassword(paths), USER) : null;
}

/** Returns the folder of the cluster of `dataDir`, which may be outside of it. Creates nothing. */
export const clusterFolder = (dataDir: string): string =>
  knownCluster(resolve(dataDir), serverAccount()) ?? join(resolve(dataDir), "postgres");

/**
 * Removes the cluster of `dataDir`, and stops a server that outlived its program. Returns the removed folder,
 * or null if there is no cluster.
 * Throws EmbeddedHeldError while a live process uses the folder. Keeps the file secret.key in the data
 * folder.
 */
export async function removeEmbedded(dataDir: string): Promise<string | null> {
  const folder = resolve(dataDir);
  if (!knownCluster(folder, serverAccount())) return null;
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
