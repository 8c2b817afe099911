import type { RequestContext } from "../../platform/context.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/**
 * Ends a suspension. The enterprise then has the status `claimed` and must be verified again. Throws
 * NOT_FOUND unless the caller is an officer of its home city or county, ENTERPRISE_STATE unless it is
 * suspended.
 */
export const reinstateEnterprise = (ctx: RequestContext, input: StandingChange): Promise<EnterpriseView> =>
  changeStanding(ctx, "reinstate", input);
