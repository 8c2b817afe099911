import type { RequestContext } from "../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import { requireMemberOf } from "../../platform/core/guard.ts";
import type { ManagedPosting } from "../schema.ts";
import { countParts, type DraftPart, type DraftsQuery, selectDrafts } from "../store/drafts.ts";
import { toManagedPosting } from "./present.ts";

type Question = DraftsQuery & PageRequest & { part: DraftPart | null };

/** Lists an enterprise's drafts, newest first. Throws NOT_FOUND unless the caller is its member. */
export async function listDrafts(
  ctx: Pick<RequestContext, "db" | "actor">,
  { cursor, limit, ...asked }: Question,
): Promise<Page<ManagedPosting>> {
  requireMemberOf(ctx.actor, asked.enterpriseId);
  const question = JSON.stringify(["drafts", asked.enterpriseId, asked.part, asked.text]);
  const place = placeAfter(question, cursor);
  const after = place && { createdAt: place.at, id: place.id };
  const rows = await selectDrafts(ctx.db, { ...asked, after, limit });
  return pageOf(question, rows, limit, ({ createdKey }) => createdKey, toManagedPosting);
}

/**
 * Counts an enterprise's drafts by part, and those with unconfirmed duties. Throws NOT_FOUND unless the
 * caller is its member.
 */
export async function countDrafts(
  ctx: Pick<RequestContext, "db" | "actor">,
  asked: DraftsQuery,
): Promise<Record<DraftPart | "unconfirmed", number>> {
  requireMemberOf(ctx.actor, asked.enterpriseId);
  return countParts(ctx.db, asked);
}
