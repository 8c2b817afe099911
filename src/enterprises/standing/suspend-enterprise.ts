import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/**
 * Suspends an enterprise. Its postings, booths, and access to cards and phones end in every query until it is
 * reinstated; nothing is closed. Throws NOT_FOUND unless the caller is an officer of its home city or county,
 * INVALID_INPUT without a reason, ENTERPRISE_STATE if it is suspended already.
 */
export async function suspendEnterprise(ctx: RequestContext, input: StandingChange): Promise<EnterpriseView> {
  if (!input.reason?.trim()) throw invalid("reason", "MISSING");
  const seen = await changeStanding(ctx, "suspend", input);
  ctx.ring("changes");
  return seen;
}
