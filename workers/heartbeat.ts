import { closeSync, futimesSync, openSync } from "node:fs";

const EVERY_MS = 1_000;

/**
 * A sign of life that a container's health check can read without a process of its own: each call makes the file's date
 * now, once a second at most. A worker that hangs, or whose turns fail for want of a database, lets it grow old.
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
