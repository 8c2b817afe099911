import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { promoteWaiting } from "../placement/promote-waiting.ts";
import { changeRegistration } from "./change-registration.ts";
import { writeChoices } from "./register-for-fair.ts";
import type { RecommendationInput, RegistrationOutcome, RegistrationPatch } from "./schema.ts";

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

/** The home union recommends an enterprise to the host (推荐), or gives the registration back with a reason. */
export function recommendRegistration(
  ctx: RequestContext,
  { id, commandId, ifRev, ...input }: RecommendationInput & { id: string },
): Promise<RegistrationOutcome> {
  const act = input.decision;
  return changeRegistration(ctx, { id, commandId, ifRev, act, by: ["home"], input }, (r) => {
    if (r.enterpriseStatus !== "verified")
      throw new AppError("ENTERPRISE_STATE", { facts: { status: r.enterpriseStatus } });
    if (input.decision === "return") return { set: { status: "returned", reason: input.reason } };
    return {
      set: { status: "recommended", reason: null, recommendedBy: accountOf(ctx), recommendedAt: r.now },
    };
  });
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

/** Changes what an enterprise brings: postings, wishes, who comes. Its state stays. */
export const editRegistration = (
  ctx: RequestContext,
  { edit, ...step }: Step & { edit: RegistrationPatch },
): Promise<RegistrationOutcome> =>
  changeRegistration(
    ctx,
    { ...step, act: "edit", by: ["enterprise", "home"], input: edit },
    async (r, tx) => {
      const { postingIds, ...values } = edit;
      await writeChoices(tx, r, { postingIds, venueWishes: values.venueWishes });
      return { set: { ...values, status: r.status } };
    },
  );
