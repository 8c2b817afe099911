import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changeRegistration, type RegistrationOutcome } from "../registrations/index.ts";
import { promoteWaiting } from "./promote-waiting.ts";

const accountOf = (ctx: RequestContext) => (ctx.actor.kind === "account" ? ctx.actor.accountId : null);
type Step = { id: string; commandId?: string | undefined; ifRev?: number | undefined };

/** A booth that was given back goes to who waits; a kill before that leaves it to the next look. */
async function thenPromote(
  ctx: RequestContext,
  step: Promise<RegistrationOutcome>,
): Promise<RegistrationOutcome> {
  const outcome = await step;
  if (outcome.status !== "approved" && (await promoteWaiting(ctx, outcome.fairId)) > 0) ctx.ring("changes");
  return outcome;
}

/** The host turns a recommended enterprise down, with a reason; a booth it held goes to who waits. */
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

/** The enterprise takes its registration back, or its home union does for it. */
export const withdrawRegistration = (ctx: RequestContext, step: Step): Promise<RegistrationOutcome> =>
  thenPromote(
    ctx,
    changeRegistration(ctx, { ...step, act: "withdraw", by: ["enterprise", "home"] }, () => ({
      set: { status: "withdrawn", offerEndsAt: null },
      frees: true,
    })),
  );

/** The enterprise takes the booth that became free for it, or lets it go to the next. Late is FAIR_OFFER_ENDED. */
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
