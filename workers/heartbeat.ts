import { closeSync, futimesSync, openSync } from "node:fs";

const EVERY_MS = 1_000;

/**
 * Updates the file's time, at most once a second, for a container's health check. The file of a worker that
 * hangs, or whose turns fail, becomes old.
 */
export function heartbeat(path: string): () => void {
  let beatMs = 0;
  return () => {
    const now = Date.now();
    if (now - beatMs < EVERY_MS) return;
    beatMs = now;
    const file = openSync(path, "a");
    futimesSync(file, now / 1000, now / 1000);
    closeSync(file);
  };
}
