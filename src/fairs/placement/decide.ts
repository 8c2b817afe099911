import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changeRegistration, type RegistrationOutcome } from "../registrations/index.ts";
import { promoteWaiting } from "./promote-waiting.ts";

const accountOf = (ctx: RequestContext) => (ctx.actor.kind === "account" ? ctx.actor.accountId : null);
type Step = { id: string; commandId?: string | undefined; ifRev?: number | undefined };

/** Offers a returned booth down the waiting list. After a kill the next upkeep does it. */
async function thenPromote(
  ctx: RequestContext,
  step: Promise<RegistrationOutcome>,
): Promise<RegistrationOutcome> {
  const outcome = await step;
  if (outcome.status !== "approved" && (await promoteWaiting(ctx, outcome.fairId)) > 0) ctx.ring("changes");
  return outcome;
}

/** The host refuses a recommended enterprise with a reason. A booth it held goes to the waiting list. */
export const refuseRegistration = (
  ctx: RequestContext,
  { reason, ...step }: Step & { reason: string },
): Promise<RegistrationOutcome> =>
  thenPromote(
    ctx,
    changeRegistration(ctx, { ...step, act: "refuse", by: ["host"], input: reason }, (r) => ({
      set: { status: "refused", reason, decidedBy: accountOf(ctx), decidedAt: r.now, offerEndsAt: null },
      frees: true,
    })),
  );

/** The enterprise, or its home union for it, withdraws its registration. */
export const withdrawRegistration = (ctx: RequestContext, step: Step): Promise<RegistrationOutcome> =>
  thenPromote(
    ctx,
    changeRegistration(ctx, { ...step, act: "withdraw", by: ["enterprise", "home"] }, () => ({
      set: { status: "withdrawn", offerEndsAt: null },
      frees: true,
    })),
  );

/**
 * The enterprise accepts an offered booth, or declines it for the next one. Throws FAIR_OFFER_ENDED if it is
 * late.
 */
export const answerOffer = (
  ctx: RequestContext,
  { accept, ...step }: Step & { accept: boolean },
): Promise<RegistrationOutcome> =>
  thenPromote(
    ctx,
    changeRegistration(ctx, { ...step, act: "answer", by: ["enterprise", "home"], input: accept }, (r) => {
      if (!r.offerEndsAt || r.offerEndsAt <= r.now) throw new AppError("FAIR_OFFER_ENDED");
      return accept
        ? { set: { status: "approved", offerEndsAt: null, decidedAt: r.now } }
        : { set: { status: "declined", offerEndsAt: null }, frees: true };
    }),
  );
