import type { Tx } from "../../../../db/client.ts";
import { type Audience, erasedAmong, eraseRecord, type SharedKind } from "../../../platform/changes/index.ts";
import type { ErasedItem } from "./schema.ts";
import type { RestoredLog } from "./store.ts";

/**
 * Erases again what a restore brought back: payloads in the log, and what the owner of the kind keeps of the
 * record. Returns the number of records that the backup held as not erased.
 */
export async function replayErased(
  tx: Tx,
  { stream, city }: RestoredLog,
  { erased, kinds }: { erased: readonly ErasedItem[]; kinds: readonly SharedKind[] },
): Promise<number> {
  const audience = stream.slice(city.length + 1) as Audience;
  let count = 0;
  for (const kind of new Set(erased.map((one) => one.kind))) {
    const items = erased.filter((one) => one.kind === kind);
    const ids = items.map(({ id }) => id);
    const known = await erasedAmong(tx, { kind, ids, home: city });
    const again = new Map(items.filter(({ id }) => !known.has(id)).map((one) => [one.id, one]));
    for (const { id, rev } of again.values()) await eraseRecord(tx, { city, audience, kind, id, rev });
    if (again.size > 0) await kinds.find((one) => one.kind === kind)?.takeBack?.(tx, [...again.keys()]);
    count += again.size;
  }
  return count;
}
