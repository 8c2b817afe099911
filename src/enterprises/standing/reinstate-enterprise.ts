import type { RequestContext } from "../../platform/context.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/**
 * Ends a suspension. The enterprise gets back the status that it had before, and its postings, booths and
 * consents count again. Throws NOT_FOUND unless the caller is an officer of its home city or county,
 * ENTERPRISE_STATE unless it is suspended.
 */
export async function reinstateEnterprise(
  ctx: RequestContext,
  input: StandingChange,
): Promise<EnterpriseView> {
  const seen = await changeStanding(ctx, "reinstate", input);
  ctx.ring("changes");
  return seen;
}
