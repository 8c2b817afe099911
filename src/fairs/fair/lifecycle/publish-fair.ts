import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { changeFair } from "../change-fair.ts";
import { requireAction, requireNoBlockers } from "../rules.ts";
import type { FairAct, FairView } from "../schema.ts";
import { selectFair } from "../store/fairs.ts";
import { publishBlockersOf } from "../telling/present.ts";

/**
 * Publishes an announced fair. Throws FAIR_INCOMPLETE with the missing parts, unless its permits are complete
 * and all its exhibitors are verified (Interim Regulations, art. 28). Throws FAIR_STATE if it is not
 * announced or is over.
 */
export const publishFair = (ctx: RequestContext, { id, ...act }: FairAct<"publish">): Promise<FairView> =>
  changeFair(ctx, { id, ...act }, async (fair, tx) => {
    requireAction(fair, "publish", fair.now);
    requireNoBlockers(publishBlockersOf(orNotFound(await selectFair(tx, ctx, { id }))));
    return { status: "published", publishedAt: fair.now };
  });
