import type { Services } from "../platform/context.ts";

type Kept<T> = { readAtMs: number; value: Promise<T> };
/** Each request at the edge has its own database client, so the process is the key there. */
const EDGE = {};
const ENTRIES_MAX = 200;

/**
 * Caches a loader's result for `keepMs` per database and key. A failed load is not cached. The number of keys
 * is bounded, because visitors choose some of them.
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
