import { takesApplications } from "../../../applications/index.ts";
import { type HomeNode, homeNodeOf } from "../../../federation/index.ts";
import type { RequestContext } from "../../../platform/context.ts";

/**
 * Returns the node that writes the city's postings, null if it is this one, and whether its employers can
 * only be called because the city takes no applications from the reader's.
 */
export async function wayTo(
  ctx: RequestContext,
  homeCity: string,
): Promise<{ home: HomeNode | null; byPhone: boolean }> {
  const home = await homeNodeOf(ctx, homeCity);
  return { home, byPhone: home !== null && !(await takesApplications(ctx, homeCity)) };
}
