import { chmodSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopOrphan } from "../../db/embedded/cluster.ts";
import { processStart } from "../../db/embedded/process.ts";

/** A data folder that the database's account can enter, so that the cluster lies inside it. */
export function dataFolder(prefix = "lianpin-data-"): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(path, 0o755);
  return { path, remove: () => removeDataFolder(path) };
}

/** Removes a data folder after its server has ended, because a stopping server still writes. */
export async function removeDataFolder(path: string): Promise<void> {
  await stopOrphan({ cluster: join(path, "postgres"), native: "", moved: false });
  await rm(path, { recursive: true, force: true });
}

/** The postmaster of a data folder by its pid file, or null. */
export function postmasterOf(dataDir: string): number | null {
  const file = join(dataDir, "postgres", "data", "postmaster.pid");
  if (!existsSync(file)) return null;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  return processStart(pid) === null ? null : pid;
}
