import type { RequestContext } from "../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { countDenied, type DeniedRow, selectDeniedStarts } from "../store/denied.ts";

/** A start that the enterprise or an officer recorded and the person denies. Nothing of the person. */
export type DeniedStart = Omit<DeniedRow, "deniedAt" | "key"> & { deniedAt: string };

const QUESTION = "denied-starts";

/**
 * Lists starts that people deny, of postings of the caller's cities or counties, the longest denied first.
 * Throws ROLE_REQUIRED unless the caller is an officer.
 */
export async function listDeniedStarts(
  ctx: RequestContext,
  { cursor, limit }: PageRequest,
): Promise<Page<DeniedStart>> {
  requireOfficer(ctx.actor);
  const place = placeAfter(QUESTION, cursor);
  const after = place && { key: place.at, id: place.id };
  const rows = await selectDeniedStarts(ctx.db, ctx.actor, { after, limit: limit + 1 });
  return pageOf(
    QUESTION,
    rows,
    limit,
    ({ key }) => key,
    ({ key: _, deniedAt, ...row }) => ({
      ...row,
      deniedAt: deniedAt.toISOString(),
    }),
  );
}

/** Counts the starts that `listDeniedStarts` lists. Throws ROLE_REQUIRED unless the caller is an officer. */
export async function countDeniedStarts(ctx: RequestContext): Promise<number> {
  requireOfficer(ctx.actor);
  return countDenied(ctx.db, ctx.actor);
}
