import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

/**
 * Refuses a recommended enterprise with a reason, by the host. If it has a booth, the booth is offered to the
 * waiting list.
 */
export const refuseRegistration = (
  ctx: RequestContext,
  { reason, ...step }: RegistrationStep & { reason: string },
): Promise<RegistrationOutcome> =>
  promoteAfter(
    ctx,
    changeRegistration(ctx, { ...step, act: "refuse", by: ["host"], input: reason }, (r) => ({
      set: {
        status: "refused",
        reason,
        decidedBy: accountIdOf(ctx.actor),
        decidedAt: r.now,
        offerEndsAt: null,
      },
      frees: true,
      detail: { reason },
    })),
  );
