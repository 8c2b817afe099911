import type { RequestContext } from "../../platform/context.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/**
 * Suspends an enterprise, and closes its published and submitted postings in the same transaction. Throws
 * NOT_FOUND unless the caller is an officer of its home city or county, ENTERPRISE_STATE if it is suspended
 * already.
 */
export const suspendEnterprise = (ctx: RequestContext, input: StandingChange): Promise<EnterpriseView> =>
  changeStanding(ctx, "suspend", input);
