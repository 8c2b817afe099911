import { takesApplications } from "../../../../applications/index.ts";
import { type HomeNode, homeNodeOf } from "../../../../federation/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";

/**
 * Returns the node that writes the city's postings; null if it is this one. `byPhone`: the city takes no
 * applications from the reader's, so people call the employer.
 */
export async function wayTo(
  ctx: RequestContext,
  homeCity: string,
): Promise<{ home: HomeNode | null; byPhone: boolean }> {
  const home = await homeNodeOf(ctx, homeCity);
  return { home, byPhone: home !== null && !(await takesApplications(ctx, homeCity)) };
}
