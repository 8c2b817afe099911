import type { RequestContext } from "../../../platform/context.ts";
import { requireMemberOf } from "../../../platform/core/guard.ts";
import { countOfEnterprise, type EnterpriseFigures } from "../store/of-enterprise.ts";

/**
 * Returns how many people applied for postings of the caller's enterprise by way of these livestreams, and
 * how many started work. Throws NOT_FOUND unless the caller is a member of the enterprise.
 */
export async function figuresOfEnterprise(
  ctx: RequestContext,
  asked: { enterpriseId: string; livestreamIds: readonly string[] },
): Promise<Map<string, EnterpriseFigures>> {
  requireMemberOf(ctx.actor, asked.enterpriseId);
  return new Map((await countOfEnterprise(ctx.db, asked)).map((one) => [one.livestreamId, one]));
}
