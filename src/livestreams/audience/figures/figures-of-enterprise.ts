import type { RequestContext } from "../../../platform/context.ts";
import { requireMemberOf } from "../../../platform/core/guard.ts";
import { countOfEnterprise, type EnterpriseFigures } from "../store/of-enterprise.ts";

/**
 * Returns how many applications for postings of the caller's enterprise came by these livestreams, and
 * how many people started work. Throws NOT_FOUND unless the caller is a member of the enterprise.
 */
export async function figuresOfEnterprise(
  ctx: RequestContext,
  asked: { enterpriseId: string; livestreamIds: readonly string[] },
): Promise<Map<string, EnterpriseFigures>> {
  requireMemberOf(ctx.actor, asked.enterpriseId);
  return new Map((await countOfEnterprise(ctx.db, asked)).map((one) => [one.livestreamId, one]));
}
