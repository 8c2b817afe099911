import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { closePin } from "../livestream/index.ts";
import { changePin, type PinChange } from "./change-programme.ts";
import type { PinAct, PinState } from "./schema.ts";
import { selectItemIds, selectStandings } from "./store/items.ts";
import { insertPin } from "./store/pins.ts";

/**
 * Throws LIVESTREAM_POSTING with the standing of a posting that may not be pinned, `notListed` for one that
 * is not on the run sheet.
 */
async function refusePosting(tx: Tx, livestreamId: string, postingId: string): Promise<never> {
  const listed = (await selectItemIds(tx, livestreamId)).includes(postingId);
  const standing = (await selectStandings(tx, livestreamId, [postingId])).get(postingId) ?? "gone";
  throw new AppError("LIVESTREAM_POSTING", { facts: { standing: listed ? standing : "notListed" } });
}

/** Replaces the open pin by one of this posting. Throws LIVESTREAM_POSTING unless it may be shown. */
export async function replacePin(
  tx: Tx,
  ctx: RequestContext,
  { livestreamId, postingId }: { livestreamId: string; postingId: string },
): Promise<PinChange> {
  const closed = await closePin(tx, livestreamId, "replaced");
  const pinnedBy = accountIdOf(ctx.actor);
  const opened = await insertPin(tx, { id: ctx.ids.uuid(), livestreamId, postingId, pinnedBy });
  if (!opened) return refusePosting(tx, livestreamId, postingId);
  return { closed, opened };
}

/**
 * Pins a posting of the run sheet: it is the one that is being explained, in place of any other. If it is
 * pinned already, nothing changes. Throws as `changePin` does, and LIVESTREAM_POSTING for a posting that is
 * not on the run sheet, not reviewed, closed, expired, suspended, or not shown by the agreement.
 */
export const pinPosting = (
  ctx: RequestContext,
  { id, postingId, commandId }: PinAct<"pin">,
): Promise<PinState> =>
  changePin(ctx, { id, action: "pin", commandId, input: { postingId } }, async (tx, _livestream, pin) =>
    pin?.postingId === postingId && pin.standing === "live"
      ? null
      : replacePin(tx, ctx, { livestreamId: id, postingId }),
  );
