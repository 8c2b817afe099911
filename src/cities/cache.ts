import type { Services } from "../platform/context.ts";

type CachedRead<T> = { readAtMs: number; value: Promise<T> };
/**
 * Cache owner in the edge build (Cloudflare Workers). Each request has a database client of its own there, so
 * the cache is per process instead.
 */
const EDGE = {};
const ENTRIES_MAX = 200;

/**
 * Returns a function that caches the result of `load` for `keepMs`, per database and key. A failed load is
 * not cached. At most 200 keys are kept, because visitors determine some of them.
 */
export function cacheFor<T>(keepMs: number) {
  const byDatabase = new WeakMap<object, Map<string, CachedRead<T>>>();
  return (ctx: Pick<Services, "db" | "clock" | "edge">, key: string, load: () => Promise<T>): Promise<T> => {
    const owner = ctx.edge ? EDGE : ctx.db;
    const entries = byDatabase.get(owner) ?? new Map<string, CachedRead<T>>();
    byDatabase.set(owner, entries);
    const nowMs = ctx.clock.now().getTime();
    const kept = entries.get(key);
    if (kept && nowMs - kept.readAtMs < keepMs) return kept.value;
    if (entries.size >= ENTRIES_MAX) entries.clear();
    const fresh: CachedRead<T> = { readAtMs: nowMs, value: load() };
    entries.set(key, fresh);
    fresh.value.catch(() => {
      if (entries.get(key) === fresh) entries.delete(key);
    });
    return fresh.value;
  };
}
