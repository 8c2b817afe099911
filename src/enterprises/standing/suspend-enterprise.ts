import type { RequestContext } from "../../platform/context.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/**
 * Suspends an enterprise and closes its postings and registrations in the same transaction. It publishes
 * nothing until it is verified again. Throws NOT_FOUND unless the caller is its officer, ENTERPRISE_STATE.
 */
export const suspendEnterprise = (ctx: RequestContext, input: StandingChange): Promise<EnterpriseView> =>
  changeStanding(ctx, "suspend", input);
