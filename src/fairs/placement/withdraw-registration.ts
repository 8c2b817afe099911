import type { RequestContext } from "../../platform/context.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

/** The enterprise, or its home union for it, withdraws its registration. */
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
