import type { RequestContext } from "../platform/context.ts";
import { encodeCursor, placeAfter } from "../platform/core/cursor.ts";
import { poolReaderOf } from "./reader.ts";
import { wantedTerms } from "./rules.ts";
import type { TalentPage, TalentQuery } from "./schema.ts";
import { COUNTED_MAX, countCards, searchCards } from "./store.ts";

/**
 * Finds cards that people show to the caller's city, newest first. Nothing is scored. A page of results shows
 * trades, places and years alone; the rest stands on the card, and opening it is recorded. Throws NOT_FOUND
 * for an enterprise of others. An enterprise that is not verified finds nothing.
 */
export async function searchTalent(
  ctx: RequestContext,
  { cursor, limit, enterpriseId, ...filter }: TalentQuery,
): Promise<TalentPage> {
  const reader = poolReaderOf(ctx, { enterpriseId });
  const terms = wantedTerms(filter);
  const question = JSON.stringify(["talent", reader, terms]);
  const after = placeAfter(question, cursor);
  const [rows, counted] = await Promise.all([
    searchCards(ctx.db, { reader, terms, after, limit: limit + 1 }),
    countCards(ctx.db, { reader, terms }),
  ]);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows
      .slice(0, limit)
      .map(({ key: _key, givenAt, ...row }) => ({ ...row, givenAt: givenAt.toISOString() })),
    nextCursor: last ? encodeCursor(question, [last.key, last.id]) : null,
    total: counted > COUNTED_MAX ? null : counted,
  };
}
