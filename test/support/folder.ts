import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopOrphan } from "../../db/embedded/cluster.ts";
import { processStart } from "../../db/embedded/process.ts";

/**
 * Creates a data folder that the system account of the database can enter, so that the cluster is inside this
 * folder.
 */
export function dataFolder(prefix = "lianpin-data-"): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  return { path, remove: () => removeDataFolder(path) };
}

/**
 * Stops the server of a data folder, then removes the folder: a server that is still stopping would write to
 * it.
 */
export async function removeDataFolder(path: string): Promise<void> {
  await stopOrphan({ cluster: join(path, "postgres"), native: "", moved: false });
  await rm(path, { recursive: true, force: true });
}

/** Returns the process id of a data folder's postmaster, from its pid file, or null if it does not run. */
export function postmasterOf(dataDir: string): number | null {
  const file = join(dataDir, "postgres", "data", "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return processStart(pid) === null ? null : pid;
}
