import type { RequestContext } from "../../platform/context.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

/**
 * Withdraws a registration, by its enterprise or the union that recommends it. Its booth is offered to the
 * waiting list.
 */
export const withdrawRegistration = (
  ctx: RequestContext,
  step: RegistrationStep,
): Promise<RegistrationOutcome> =>
  promoteAfter(
    ctx,
    changeRegistration(ctx, { ...step, act: "withdraw", by: ["enterprise", "home"] }, () => ({
      set: { status: "withdrawn", offerEndsAt: null },
      frees: true,
    })),
  );
