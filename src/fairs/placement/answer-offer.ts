import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  changeRegistration,
  type RegistrationOutcome,
  type RegistrationStep,
} from "../registrations/index.ts";
import { promoteAfter } from "./promote-after.ts";

const ANSWER = { act: "answer", by: ["enterprise", "home"] } as const;

/**
 * Accepts or declines an offered booth, by the enterprise or the union that recommends it. A declined booth
 * is offered to the next registration on the waiting list. Throws FAIR_OFFER_ENDED if the offer has expired.
 */
export const answerOffer = (
  ctx: RequestContext,
  { accept, ...step }: RegistrationStep & { accept: boolean },
): Promise<RegistrationOutcome> =>
  promoteAfter(
    ctx,
    changeRegistration(ctx, { ...step, ...ANSWER, input: accept, carries: { accept } }, (r) => {
      if (!r.offerEndsAt || r.offerEndsAt <= r.now) throw new AppError("FAIR_OFFER_ENDED");
      return accept
        ? { set: { status: "approved", offerEndsAt: null, decidedAt: r.now } }
        : { set: { status: "declined", offerEndsAt: null }, frees: true };
    }),
  );
