import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { eachAlone } from "../../platform/tasks/index.ts";
import { closePin, isOver, lockLivestream, overAt } from "../livestream/index.ts";
import { recordPin } from "./change-programme.ts";
import { selectOverPins } from "./store/due-pins.ts";
import { selectOpenPin } from "./store/pins.ts";

/** Livestreams that one run tends. The next run, a minute later, goes on. */
const AT_ONCE = 50;

/** Closes the open pin of a livestream that is over, or of a posting that may be shown no more. */
async function unpinOver(tx: Tx, ctx: RequestContext, id: string): Promise<boolean> {
  const of = await lockLivestream(tx, id);
  const pin = of && (await selectOpenPin(tx, id));
  if (!of || !pin) return false;
  const over = isOver(of, of.now);
  if (!over && pin.standing === "live") return false;
  const closed = await closePin(tx, id, over ? "over" : "ended", { at: over ? overAt(of) : null });
  await recordPin(tx, ctx, { of, action: "unpinOver", change: { closed }, tells: true });
  return true;
}

/**
 * Unpins postings that ended while they were pinned, and those of livestreams that are over. Live pages are
 * told. It finds its work in the rows. Returns the number of pins.
 */
export const tendPins = async (ctx: RequestContext): Promise<number> =>
  eachAlone(await selectOverPins(ctx.db, AT_ONCE), (id) =>
    inTransaction(ctx, (tx) => unpinOver(tx, ctx, id)),
  );
