import type { RequestContext } from "../context.ts";
import { loadCards, type PostingCard } from "../postings/index.ts";
import type { FacetCounts, SearchPort, SearchQuery } from "./port.ts";

export type SearchAnswer = {
  items: PostingCard[];
  facets: FacetCounts | null;
  total: number;
  nextCursor: string | null;
};

export type SearchInput = Omit<SearchQuery, "scope">;

/**
 * Published postings that the visitor's agreement lets be seen. The engine gives ids; the cards come from the postings
 * themselves, so what was closed a moment ago is already gone.
 */
export async function searchPostings(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
): Promise<SearchAnswer> {
  const { ids, ...rest } = await engine.search({ ...input, scope: ctx.scope });
  return { items: await loadCards(ctx, ids), ...rest };
}
