import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A data folder that the database's account can enter, so that the cluster lies inside it and goes with it. */
export function dataFolder(): { path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), "lianpin-data-"));
  chmodSync(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
