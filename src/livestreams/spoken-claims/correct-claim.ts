import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { invalid, orNotFound } from "../../platform/core/errors.ts";
import { findPhones } from "../../postings/index.ts";
import { changeClaim } from "./change-claim.ts";
import { requireUncorrected } from "./rules.ts";
import type { ClaimAct, ClaimView } from "./schema.ts";
import { lockClaim, updateClaim } from "./store.ts";

/**
 * Notes that a statement was corrected on air, with the words of the correction. A mark stays open until an
 * officer closes it. Throws as `changeClaim` does, NOT_FOUND for an unknown claim, CLAIM_DECIDED if it was
 * corrected or taken back before.
 */
export const correctClaim = (
  ctx: RequestContext,
  { id, claimId, text, commandId }: ClaimAct<"correct">,
): Promise<ClaimView> => {
  const command = { id, action: "correctClaim", commandId, input: { claimId, text }, tells: true };
  return changeClaim(ctx, command, async (tx, { now }) => {
    if (findPhones(text).length > 0) throw invalid("text", "CONTACT");
    requireUncorrected(orNotFound(await lockClaim(tx, id, claimId)));
    const correctedBy = accountIdOf(ctx.actor);
    await updateClaim(tx, claimId, { correctedAt: now, correction: text, correctedBy });
    return claimId;
  });
};
