import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import { getLivestream } from "../livestream/index.ts";
import type { ReservationView } from "./schema.ts";
import { deleteReservation, hasReservation, insertReservation } from "./store/reservations.ts";

/**
 * Sets whether the caller is reminded of a livestream. A repeated call changes nothing. Throws NOT_FOUND
 * unless the caller may read the livestream, LIVESTREAM_STATE for a reservation of one that is not announced
 * or has begun.
 */
export async function setReservation(
  ctx: RequestContext,
  asked: { id: string; reserved: boolean; commandId?: string | undefined },
): Promise<ReservationView> {
  const { accountId } = requireAccount(ctx.actor);
  const { id: livestreamId, reserved, commandId } = asked;
  const { phase, homeCity: city } = await getLivestream(ctx, { id: livestreamId });
  if (reserved && phase !== "announced") throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
  return inTransaction(ctx, async (tx) => {
    const command = { type: "livestream.reserve", target: livestreamId, id: commandId, input: reserved };
    return runOnce(tx, ctx, command, async () => {
      const own = { livestreamId, accountId };
      const changed = await (reserved ? insertReservation(tx, own) : deleteReservation(tx, own));
      if (changed)
        await recordAudit(tx, ctx, {
          action: reserved ? "livestream.reserve" : "livestream.unreserve",
          subjectKind: "livestream",
          subjectId: livestreamId,
          city,
          detail: {},
        });
      return { reserved };
    });
  });
}

/**
 * Returns true if the caller is reminded of the livestream. Throws NOT_FOUND unless the caller may read it.
 */
export async function isReserved(ctx: RequestContext, { id }: { id: string }): Promise<boolean> {
  const { accountId } = requireAccount(ctx.actor);
  await getLivestream(ctx, { id });
  return hasReservation(ctx.db, { livestreamId: id, accountId });
}
