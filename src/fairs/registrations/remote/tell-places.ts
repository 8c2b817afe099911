import { emitSealed, isSealable } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import type { ToldPlace } from "./schema.ts";
import { markPlaceTold, PLACE_KIND, selectDuePlaces } from "./store/places.ts";

/**
 * Tells other nodes of places in the waiting lists of own fairs, if they changed. Returns the number told.
 * A city whose key is not known is told later.
 */
export async function tellPlaces(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    let told = 0;
    for (const { id, fairId, place, city, receiver } of await selectDuePlaces(tx)) {
      if (!(await isSealable(tx, receiver))) continue;
      const rev = await markPlaceTold(tx, { id, place });
      if (rev === null) continue;
      const value: ToldPlace = { fairId, place };
      await emitSealed(tx, { city, receiver, kind: PLACE_KIND, id, rev, value });
      told += 1;
    }
    return told;
  });
}
