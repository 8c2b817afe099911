import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { decisionDay } from "../rules.ts";
import type { OwnClaim } from "../schema.ts";
import { selectOwnClaims } from "./store.ts";

const LIMIT = 20;

/**
 * Lists the caller's claims, newest first, at most 20. `enterpriseId` limits them to one enterprise. Throws
 * SIGN_IN_REQUIRED for a visitor.
 */
export async function listOwnClaims(ctx: RequestContext, enterpriseId?: string): Promise<OwnClaim[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectOwnClaims(ctx.db, { accountId, enterpriseId: enterpriseId ?? null, limit: LIMIT });
  return rows.map(({ createdAt, ...claim }) => ({
    ...claim,
    createdAt: createdAt.toISOString(),
    decideBy: decisionDay(createdAt),
  }));
}

/** Lists the caller's claims that wait for a decision. Throws SIGN_IN_REQUIRED for a visitor. */
export const listPendingClaims = async (ctx: RequestContext): Promise<OwnClaim[]> =>
  (await listOwnClaims(ctx)).filter(({ status }) => status === "pending");
