import type { Db } from "../../../db/client.ts";

/** Time for which a count of rows is not repeated: many people ask for the same one. */
const COUNTED_MS = 10_000;
const KEYS_MAX = 400;

type Cached = { atMs: number; value: Promise<unknown> };
const caches = new WeakMap<Db, Map<string, Cached>>();

/** Returns what `count` returned in the last ten seconds under this key, else calls it. */
export function countedOnce<T>({ db }: { db: Db }, key: string, count: () => Promise<T>): Promise<T> {
  const cache = caches.get(db) ?? new Map<string, Cached>();
  caches.set(db, cache);
  const old = cache.get(key);
  if (old && performance.now() - old.atMs < COUNTED_MS) return old.value as Promise<T>;
  const value = count();
  cache.delete(key);
  cache.set(key, { atMs: performance.now(), value });
  value.catch(() => cache.delete(key));
  for (const first of cache.keys()) {
    if (cache.size <= KEYS_MAX) break;
    cache.delete(first);
  }
  return value;
}

/** Forgets what was counted, for tests. */
export const forgetCounted = ({ db }: { db: Db }): void => void caches.delete(db);
