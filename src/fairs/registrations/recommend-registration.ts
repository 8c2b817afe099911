import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changeRegistration } from "./change-registration.ts";
import type { RecommendationInput, RegistrationOutcome } from "./schema.ts";

/**
 * The endorsing union either recommends the enterprise to the host (推荐), or returns the registration to the
 * enterprise with a reason. Throws ENTERPRISE_STATE unless the enterprise is verified.
 */
export function recommendRegistration(
  ctx: RequestContext,
  { id, commandId, ifRev, ...input }: RecommendationInput & { id: string },
): Promise<RegistrationOutcome> {
  const act = input.decision;
  const carries = input.decision === "return" ? { reason: input.reason } : {};
  return changeRegistration(ctx, { id, commandId, ifRev, act, by: ["home"], input, carries }, (r) => {
    if (r.enterpriseStatus !== "verified")
      throw new AppError("ENTERPRISE_STATE", { facts: { status: r.enterpriseStatus } });
    if (input.decision === "return") {
      const { reason } = input;
      return { set: { status: "returned", reason }, detail: { reason } };
    }
    return {
      set: {
        status: "recommended",
        reason: null,
        recommendedBy: accountIdOf(ctx.actor),
        recommendedAt: r.now,
      },
    };
  });
}
