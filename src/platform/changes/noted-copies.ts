import type { Change } from "./schema.ts";

/**
 * Kind of a note in a local log: copies of other cities changed without an entry in their own log, because
 * they were purged or repaired. Its payload is `{ kind, ids }`.
 */
export const COPIES_NOTED = "copies";

type Note = { kind: string; ids: string[] };

/** Returns the ids of the records of a kind that changes name, and that notes about copies name. */
export function recordsOf(changes: readonly Change[], kind: string): string[] {
  const named = changes.filter((change) => change.kind === kind).map(({ id }) => id);
  const notes = changes
    .filter((change) => change.kind === COPIES_NOTED)
    .map(({ payload }) => payload as Note | null);
  return [...new Set([...named, ...notes.flatMap((note) => (note?.kind === kind ? note.ids : []))])];
}
