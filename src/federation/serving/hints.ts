import type { Db } from "../../../db/client.ts";

/** A peer's word that its log has grown. Nothing relies on it. */
export type Hint = { log: string; size: number };
type Listener = (hint: Hint) => void;

const listeners = new WeakMap<Db, Set<Listener>>();

/** Calls `listener` for each hint that this process gets. Returns a function that ends this. */
export function onHint({ db }: { db: Db }, listener: Listener): () => void {
  const own = listeners.get(db) ?? new Set<Listener>();
  listeners.set(db, own);
  own.add(listener);
  return () => void own.delete(listener);
}

/** Passes a hint on to the listeners of this process. */
export function tellHint({ db }: { db: Db }, hint: Hint): void {
  for (const listener of listeners.get(db) ?? []) listener(hint);
}
