import type { RequestContext } from "../../platform/context.ts";
import type { EnterpriseView } from "../schema.ts";
import { changeStanding, type StandingChange } from "./change-standing.ts";

/** Ends a suspension. The enterprise is then claimed and awaits verification. Throws as for suspending. */
export const reinstateEnterprise = (ctx: RequestContext, input: StandingChange): Promise<EnterpriseView> =>
  changeStanding(ctx, "reinstate", input);
