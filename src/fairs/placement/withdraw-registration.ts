import type { RequestContext } from "../../platform/context.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

/**
 * Withdraws a registration and offers its booth to the waiting list. Its enterprise or the union that
 * recommends it may call this.
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
