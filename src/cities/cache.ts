import type { Services } from "../platform/context.ts";

type Kept<T> = { readAtMs: number; value: Promise<T> };
/** At the edge each request has a client of its own: there the process is the key. */
const EDGE = {};
const ENTRIES_MAX = 200;

/**
 * Keeps what a loader read for `keepMs` per database and key; a failed reading is not kept, and the number of keys is
 * bounded, since visitors choose some of them.
 */
export function cacheFor<T>(keepMs: number) {
  const byDatabase = new WeakMap<object, Map<string, Kept<T>>>();
  return (ctx: Pick<Services, "db" | "clock" | "edge">, key: string, load: () => Promise<T>): Promise<T> => {
    const owner = ctx.edge ? EDGE : ctx.db;
    const entries = byDatabase.get(owner) ?? new Map<string, Kept<T>>();
    byDatabase.set(owner, entries);
    const nowMs = ctx.clock.now().getTime();
    const kept = entries.get(key);
    if (kept && nowMs - kept.readAtMs < keepMs) return kept.value;
    if (entries.size >= ENTRIES_MAX) entries.clear();
    const fresh: Kept<T> = { readAtMs: nowMs, value: load() };
    entries.set(key, fresh);
    fresh.value.catch(() => {
      if (entries.get(key) === fresh) entries.delete(key);
    });
    return fresh.value;
  };
}
