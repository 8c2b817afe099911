import type { RequestContext } from "../../../platform/context.ts";
import { changeFair } from "../change-fair.ts";
import { requireAction } from "../rules.ts";
import type { FairAct, FairView } from "../schema.ts";

/**
 * Cancels a fair. Throws FAIR_STATE if it is over, reported or already cancelled. Code that reads the change
 * feed then notifies enterprises and ticket holders.
 */
export const cancelFair = (
  ctx: RequestContext,
  { id, reason, ...act }: FairAct<"cancel">,
): Promise<FairView> =>
  changeFair(ctx, { id, ...act, input: reason }, (fair) => {
    requireAction(fair, "cancel", fair.now);
    return { status: "cancelled", cancelReason: reason, cancelledAt: fair.now };
  });
