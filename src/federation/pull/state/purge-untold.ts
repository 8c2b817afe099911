import type { Tx } from "../../../../db/client.ts";
import { erasePayloads, type SharedKind, untoldAmong } from "../../../platform/changes/index.ts";
import { purgeCopies, selectEverTold } from "../../digest/index.ts";
import type { LogEpoch } from "../enter-epoch.ts";

const BATCH = 500;

/**
 * Deletes records that a log for one city told in an earlier epoch and does not tell in this one. Its home
 * lost them with its restore, so it could never erase them. Returns how many it deleted.
 */
export async function purgeUntold(
  tx: Tx,
  { stream, city, epoch }: LogEpoch,
  kinds: readonly SharedKind[],
): Promise<number> {
  let gone = 0;
  for (const kind of [...kinds].reverse()) {
    if (kind.keeps) continue;
    for (let after = ""; ; ) {
      const ids = await selectEverTold(tx, { stream, kind: kind.kind, after, limit: BATCH });
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last;
      const untold = [...(await untoldAmong(tx, { stream, epoch, kind: kind.kind, ids }))];
      if (untold.length === 0) continue;
      gone += (await purgeCopies(tx, kind, { home: city, ids: untold })).length;
      await erasePayloads(tx, { kind: kind.kind, ids: untold, home: city });
    }
  }
  return gone;
}
