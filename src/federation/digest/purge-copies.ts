import type { Tx } from "../../../db/client.ts";
import { COPIES_NOTED, emit, type SharedKind } from "../../platform/changes/index.ts";
import { SHARED_KINDS } from "../kinds.ts";
import { selectEverTold, selectOwnCity } from "./store.ts";

const PAGE = 500;

/**
 * Notes in the local log of an own city that copies changed without an entry in their own log. Search and the
 * projection of events follow that note and read the records again.
 */
export async function noteCopies(tx: Tx, kind: SharedKind, ids: readonly string[]): Promise<void> {
  const city = ids.length > 0 ? await selectOwnCity(tx) : null;
  if (city === null) return;
  const payload = { kind: kind.kind, ids };
  await emit(tx, { city, audience: "local", kind: COPIES_NOTED, id: kind.kind, rev: 1, op: "noop", payload });
}

/** Copies of one city's records. */
type Copies = { home: string; ids: readonly string[] };

/**
 * Deletes copies of a kind with all that hangs on them, and notes it. Never deletes a hosted record, or one
 * of another city than `home`. Returns the ids of those that are gone.
 */
export async function purgeCopies(tx: Tx, kind: SharedKind, { home, ids }: Copies): Promise<string[]> {
  const gone = await kind.purge(tx, home, ids);
  await noteCopies(tx, kind, gone);
  return gone;
}

/**
 * Deletes the copies that a stream ever told, of all known kinds or of these, the last kind first. The log
 * itself stays. Returns the number of records that are gone, by kind.
 */
export async function purgeStream(
  tx: Tx,
  { stream, kinds }: { stream: string; kinds?: readonly string[] },
  known: readonly SharedKind[] = SHARED_KINDS,
): Promise<Record<string, number>> {
  const home = stream.split("/")[0] ?? "";
  const gone: Record<string, number> = {};
  for (const kind of [...known].reverse()) {
    if (kinds && !kinds.includes(kind.kind)) continue;
    gone[kind.kind] = 0;
    for (let after = ""; ; ) {
      const ids = await selectEverTold(tx, { stream, kind: kind.kind, after, limit: PAGE });
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
      gone[kind.kind] = (gone[kind.kind] ?? 0) + (await purgeCopies(tx, kind, { home, ids })).length;
    }
  }
  return gone;
}
