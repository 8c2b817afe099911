import type { ApplicationView } from "../../../../../applications/index.ts";
import { getProfile } from "../../../../../candidates/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import type { PostingCard } from "../../../../../postings/index.ts";
import { type EngineOf, type Filter, type Sort, searchPostings } from "../../../../../search/index.ts";

/** Postings that stand in for one that came to nothing. */
const ALTERNATIVES_MAX = 3;
/** One more, because the posting itself may still be open. */
const ASKED = ALTERNATIVES_MAX + 1;

export type Alternatives = { items: PostingCard[]; sameTrade: boolean };

/**
 * Returns open postings of the trade of an application's posting, nearest to where the person wants to work
 * first, at most three. If the trade has none, the newest ones in the same city, else anywhere.
 */
export async function alternativesTo(
  ctx: RequestContext,
  engineOf: EngineOf,
  { posting }: ApplicationView,
): Promise<Alternatives> {
  const card = await getProfile(ctx);
  const near = card?.places[0] ?? posting.city;
  const find = async (filter: Filter, sort: Sort) => {
    const asked = { text: null, filter, sort, near, cursor: null, limit: ASKED, facets: false };
    const { items } = await searchPostings(ctx, engineOf(ctx), asked);
    return items.filter(({ id }) => id !== posting.id).slice(0, ALTERNATIVES_MAX);
  };
  if (posting.occupation) {
    const items = await find({ occupation: [posting.occupation] }, near ? "nearest" : "newest");
    if (items.length > 0) return { items, sameTrade: true };
  }
  const inCity = posting.city ? await find({ city: [posting.city] }, "newest") : [];
  return { items: inCity.length > 0 ? inCity : await find({}, "newest"), sameTrade: false };
}
