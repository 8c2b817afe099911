import { placesOf } from "../../../identity/index.ts";
import { emitSealed, isSealable } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import {
  givesTurnApplications,
  markApplicationTold,
  selectDueApplications,
} from "../store/turn-applications.ts";
import { type ToldTurnApplication, TURN_APPLICATION_KIND } from "./schema.ts";

/**
 * Tells enterprises' cities which application belongs to a turn of an own person. So their desk shows the
 * name that the person's consent shows them already. Returns the number told.
 */
export async function tellApplications(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    let told = 0;
    for (const { turnId, personId, applicationId, receiver } of await selectDueApplications(tx)) {
      const { personCity: city } = await placesOf(tx, { personId, city: receiver });
      if (city === null || !(await givesTurnApplications(tx, { city, receiver }))) continue;
      if (!(await isSealable(tx, receiver))) continue;
      const rev = await markApplicationTold(tx, { turnId, applicationId });
      if (rev === null) continue;
      const value: ToldTurnApplication = { applicationId };
      await emitSealed(tx, { city, receiver, kind: TURN_APPLICATION_KIND, id: turnId, rev, value });
      told += 1;
    }
    return told;
  });
}
