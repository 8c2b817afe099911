import { closeSync, futimesSync, openSync } from "node:fs";

const EVERY_MS = 1_000;

/**
 * Returns a function that updates the file's modification time, at most once a second. To a health check, an
 * old time means that the worker hangs or that its turns fail.
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
