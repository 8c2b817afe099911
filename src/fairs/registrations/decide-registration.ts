import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changeRegistration } from "./change-registration.ts";
import { writeChoices } from "./register-for-fair.ts";
import type { RecommendationInput, RegistrationOutcome, RegistrationPatch } from "./schema.ts";

const accountOf = (ctx: RequestContext) => (ctx.actor.kind === "account" ? ctx.actor.accountId : null);
type Step = { id: string; commandId?: string | undefined; ifRev?: number | undefined };

/** The home union recommends an enterprise to the host (推荐), or returns the registration with a reason. */
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

/** Changes what an enterprise brings: postings, wishes, recruiters. The state stays. */
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
