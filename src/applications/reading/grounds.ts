import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { type ConsentGround, selectGrounds } from "../store/ground-of-consents.ts";

export type { ConsentGround };

/**
 * Returns for which application the caller gave each of the consents. A consent that rests on no application
 * any more is absent.
 */
export async function groundsOfConsents(
  ctx: RequestContext,
  consentIds: readonly string[],
): Promise<ReadonlyMap<string, ConsentGround>> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = consentIds.length > 0 ? await selectGrounds(ctx.db, accountId, consentIds) : [];
  return new Map(rows.map((row) => [row.consentId, row]));
}
