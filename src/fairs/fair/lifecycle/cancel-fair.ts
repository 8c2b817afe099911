import type { RequestContext } from "../../../platform/context.ts";
import { changeFair } from "../change-fair.ts";
import { requireAction } from "../rules.ts";
import type { FairAct, FairView } from "../schema.ts";
import { requireConfirmation } from "./confirmation.ts";

/**
 * Cancels a fair. Throws FAIR_STATE if it is over, reported or already cancelled, FAIR_UNCONFIRMED unless the
 * caller confirmed what that touches; nobody knows of a draft. Code that reads the change feed then notifies
 * enterprises and ticket holders.
 */
export const cancelFair = (
  ctx: RequestContext,
  { id, reason, confirm, ...act }: FairAct<"cancel">,
): Promise<FairView> =>
  changeFair(ctx, { id, ...act, input: reason }, async (fair, tx) => {
    requireAction(fair, "cancel", fair.now);
    if (fair.status !== "draft")
      await requireConfirmation(tx, { fair, change: "cancel", hours: null, confirm });
    return { status: "cancelled", cancelReason: reason, cancelledAt: fair.now };
  });
