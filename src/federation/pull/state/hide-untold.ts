import type { Tx } from "../../../../db/client.ts";
import { type Copy, type SharedKind, untoldAmong } from "../../../platform/changes/index.ts";
import { noteCopies } from "../../digest/index.ts";
import type { LogEpoch } from "../enter-epoch.ts";

const BATCH = 500;

/**
 * Hides records of a city that its log in this epoch does not tell, and notes it for local consumers. Returns
 * how many it hid.
 */
export async function hideUntold(
  tx: Tx,
  { stream, city, epoch }: LogEpoch,
  kinds: readonly SharedKind[],
): Promise<number> {
  let hidden = 0;
  for (const kind of kinds)
    for (let after: string | null = null; ; ) {
      const held = await kind.held(tx, { home: city, after, limit: BATCH });
      after = held.at(-1)?.id ?? null;
      if (after === null) break;
      const ids = held.map(({ id }) => id);
      const untold = await untoldAmong(tx, { stream, epoch, kind: kind.kind, ids });
      const gone = held.filter(({ id }) => untold.has(id));
      const copies: Copy[] = gone.map(({ id, rev }) => ({ id, home: city, rev: rev + 1, payload: null }));
      if (copies.length === 0) continue;
      await kind.close(tx, copies);
      await noteCopies(
        tx,
        kind,
        gone.map(({ id }) => id),
      );
      hidden += copies.length;
    }
  return hidden;
}
