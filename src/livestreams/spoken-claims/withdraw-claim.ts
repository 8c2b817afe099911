import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { changeClaim } from "./change-claim.ts";
import { requireStanding } from "./rules.ts";
import type { ClaimAct, ClaimView } from "./schema.ts";
import { lockClaim, updateClaim } from "./store.ts";

/**
 * Takes back a note that was wrong: the officer typed something else than was said. The public no longer
 * reads it, the audit keeps it, and its open mark is closed with the reason. Throws as `changeClaim` does,
 * NOT_FOUND for an unknown claim, CLAIM_DECIDED if it was taken back before.
 */
export const withdrawClaim = (
  ctx: RequestContext,
  { id, claimId, reason, commandId }: ClaimAct<"withdraw">,
): Promise<ClaimView> => {
  const command = { id, action: "withdrawClaim", commandId, input: { claimId, reason }, tells: true };
  return changeClaim(ctx, command, async (tx, { now }) => {
    const claim = requireStanding(orNotFound(await lockClaim(tx, id, claimId)));
    const by = accountIdOf(ctx.actor);
    const open = claim.dueAt !== null && claim.closedAt === null;
    await updateClaim(tx, claimId, {
      withdrawnAt: now,
      withdrawnReason: reason,
      withdrawnBy: by,
      ...(open && { closedAt: now, closedBy: by, closeNote: reason }),
    });
    return claimId;
  });
};
