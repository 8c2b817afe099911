import type { RequestContext } from "../../platform/context.ts";
import { type Hours, hoursOf } from "./rules.ts";
import { selectCalls } from "./store.ts";

export type { Hours };

/**
 * Returns the hours of the day at which applicants usually reached an enterprise by phone. Empty if too few
 * called. It names nobody, so everybody may read it.
 */
export const reachableHours = async (ctx: RequestContext, enterpriseId: string): Promise<Hours[]> =>
  hoursOf(await selectCalls(ctx.db, enterpriseId));
