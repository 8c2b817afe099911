import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { closePin, lockLivestream } from "../livestream/index.ts";
import { recordPin } from "./change-programme.ts";
import { selectEndedPins, selectOpenPin } from "./store/pins.ts";

/** Pins that one run closes. */
const AT_ONCE = 50;

/**
 * Closes the pins whose postings ended while their livestreams are under way, and tells live pages. Readers
 * see no such pin before it either: this only makes open pages hear of it. Returns the number of pins.
 */
export async function closeEndedPins(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  let closed = 0;
  for (const id of await selectEndedPins(ctx.db, AT_ONCE)) {
    const done = await inTransaction(ctx, async (tx) => {
      const of = await lockLivestream(tx, id);
      const pin = await selectOpenPin(tx, id);
      if (!of || !pin || pin.standing === "live") return false;
      const change = { closed: await closePin(tx, id, "ended", { pinId: pin.id }) };
      await recordPin(tx, ctx, { of, action: "unpin", change });
      return true;
    });
    if (done) closed += 1;
  }
  if (closed > 0) ctx.ring("changes");
  return closed;
}
