/** Keys that are counted one by one. All others share a count. */
export type Seats = {
  /** Returns true if the key has a seat in this minute, or gets one because there is room. */
  take(key: string): boolean;
  /** Number of keys with a seat. */
  size(): number;
};

const MINUTE_MS = 60_000;

/**
 * Creates seats for at most `max` keys a minute, so that callers who invent keys cannot fill the memory. Each
 * minute starts with all seats free.
 */
export function createSeats(max: number, nowMs: () => number = Date.now): Seats {
  let taken = new Set<string>();
  let sinceMs = nowMs();
  return {
    take(key) {
      if (nowMs() - sinceMs >= MINUTE_MS) {
        taken = new Set();
        sinceMs = nowMs();
      }
      if (!taken.has(key) && taken.size >= max) return false;
      taken.add(key);
      return true;
    },
    size: () => taken.size,
  };
}
