import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { claimDue, closeMissed, selectDue } from "../store/handovers.ts";
import { lockBoth, recordHandover } from "./change-handover.ts";

/** Hand-overs that one run settles. */
const AT_ONCE = 50;

/**
 * Sends viewers on where a hand-over is due and the next livestream is live, and closes those that were late
 * for too long. One process claims each, so viewers are told once. Returns the number of those sent on.
 */
export async function settleHandovers(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  await closeMissed(ctx.db, null);
  let handed = 0;
  for (const { id, ...pair } of await selectDue(ctx.db, AT_ONCE)) {
    const done = await inTransaction(ctx, async (tx) => {
      const { from } = await lockBoth(tx, pair);
      if (!from || !(await claimDue(tx, id))) return false;
      await recordHandover(tx, ctx, { id, action: "handOver", livestream: from, tells: true });
      return true;
    });
    if (done) handed += 1;
  }
  if (handed > 0) ctx.ring("changes");
  return handed;
}
