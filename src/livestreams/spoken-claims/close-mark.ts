import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { changeClaim } from "./change-claim.ts";
import { requireOpenMark } from "./rules.ts";
import type { ClaimAct, ClaimView } from "./schema.ts";
import { lockClaim, updateClaim } from "./store.ts";

/**
 * Closes the mark of a presenter, with a note of what was done. Throws as `changeClaim` does, NOT_FOUND for
 * an unknown claim, CLAIM_DECIDED unless its mark is open.
 */
export const closeMark = (
  ctx: RequestContext,
  { id, claimId, note, commandId }: ClaimAct<"close">,
): Promise<ClaimView> => {
  const command = { id, action: "closeMark", commandId, input: { claimId, note }, tells: false };
  return changeClaim(ctx, command, async (tx, { now }) => {
    requireOpenMark(orNotFound(await lockClaim(tx, id, claimId)));
    await updateClaim(tx, claimId, { closedAt: now, closedBy: accountIdOf(ctx.actor), closeNote: note });
    return claimId;
  });
};
