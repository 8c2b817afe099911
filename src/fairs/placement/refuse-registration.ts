import type { RequestContext } from "../../platform/context.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

const accountOf = (ctx: RequestContext) => (ctx.actor.kind === "account" ? ctx.actor.accountId : null);

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
      set: { status: "refused", reason, decidedBy: accountOf(ctx), decidedAt: r.now, offerEndsAt: null },
      frees: true,
    })),
  );
