import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

/**
 * The enterprise accepts an offered booth, or declines it for the next one. Throws FAIR_OFFER_ENDED if it is
 * late.
 */
export const answerOffer = (
  ctx: RequestContext,
  { accept, ...step }: RegistrationStep & { accept: boolean },
): Promise<RegistrationOutcome> =>
  promoteAfter(
    ctx,
    changeRegistration(ctx, { ...step, act: "answer", by: ["enterprise", "home"], input: accept }, (r) => {
      if (!r.offerEndsAt || r.offerEndsAt <= r.now) throw new AppError("FAIR_OFFER_ENDED");
      return accept
        ? { set: { status: "approved", offerEndsAt: null, decidedAt: r.now } }
        : { set: { status: "declined", offerEndsAt: null }, frees: true };
    }),
  );
