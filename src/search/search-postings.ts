import type { DbOrTx } from "../../db/client.ts";
import type { RequestContext, Scope } from "../platform/context.ts";
import { AppError, invalid } from "../platform/core/errors.ts";
import { loadCards, type PostingCard } from "../postings/index.ts";
import { referenceWords } from "./engine.ts";
import type { Filter } from "./filter.ts";
import { nearnessOf } from "./nearness.ts";
import type { FacetCounts, SearchPort, SearchQuery, SearchResult } from "./port.ts";
import { createPostgresSearch } from "./store/postgres.ts";
import { nearWords } from "./store/spelling.ts";
import { fuzzy, parseQuery } from "./words/parse-query.ts";

export type SearchAnswer = {
  items: PostingCard[];
  facets: FacetCounts | null;
  total: number;
  nextCursor: string | null;
  /** Nothing was exactly what was asked: these are near it. */
  forgiven: boolean;
  /** The search engine is away, the database answers. */
  degraded: boolean;
  /** What was asked for, as it was understood. */
  words: string[];
};

/** Words as typed; every one is required. Empty or null asks for everything. */
export type SearchInput = Omit<SearchQuery, "scope" | "terms" | "near"> & {
  text: string | null;
  /** Division from whose centre nearness is measured: for the sort by nearness. */
  near?: string | null;
};

/** Marks a page of a forgiven search, so that its next page forgives too. */
const FORGIVEN = "~";

/** Ids and counts, without the postings themselves. */
export async function findPostings(
  ctx: RequestContext,
  engine: SearchPort,
  { text, near: from, ...rest }: SearchInput,
): Promise<SearchResult & { forgiven: boolean; words: string[] }> {
  const { lexicon, words: reference } = await referenceWords(ctx);
  const terms = parseQuery(text, lexicon);
  if (rest.sort === "nearest" && !from) throw invalid("near", "MISSING");
  const nearness = rest.sort === "nearest" && from ? nearnessOf(from, reference) : null;
  const query = { ...rest, near: nearness, scope: ctx.scope };
  const words = (terms ?? []).map(({ word }) => word);
  const near = async () => {
    if (!text || !terms?.length) return null;
    const spelling = await nearWords(
      ctx.db,
      terms.map(({ word }) => word),
    );
    const meant = fuzzy(text, lexicon, spelling);
    if (!meant) return null;
    const cursor = rest.cursor?.slice(FORGIVEN.length) ?? null;
    const answer = await engine.search({ ...query, terms: meant, cursor });
    const nextCursor = answer.nextCursor && FORGIVEN + answer.nextCursor;
    return { ...answer, nextCursor, words, forgiven: answer.total > 0 };
  };
  if (rest.cursor?.startsWith(FORGIVEN)) {
    const answer = await near();
    if (!answer)
      throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
    return answer;
  }
  const exact = { ...(await engine.search({ ...query, terms })), words, forgiven: false };
  return exact.total > 0 ? exact : ((await near()) ?? exact);
}

/**
 * Published postings that the visitor's agreement lets be seen. What was typed is understood here, so that every engine
 * answers the same terms; only when nothing is exactly that, slips are forgiven. The engine gives ids; the cards come
 * from the postings themselves, so what was closed a moment ago is already gone.
 */
export async function searchPostings(
  ctx: RequestContext,
  engine: SearchPort,
  input: SearchInput,
): Promise<SearchAnswer> {
  const { ids, degraded = false, ...rest } = await findPostings(ctx, engine, input);
  return { items: await loadCards(ctx, ids), ...rest, degraded };
}

/**
 * Ids of postings published since then that are exactly what is asked for, newest first: from the database, whichever
 * engine answers people, and without forgiving slips.
 */
export async function newPostings(
  ctx: RequestContext,
  tx: DbOrTx,
  asked: { text: string; filter: Filter; scope: Scope; since: Date; limit: number },
): Promise<string[]> {
  const { lexicon } = await referenceWords(ctx);
  const { text, since, ...rest } = asked;
  const engine = createPostgresSearch(tx, undefined, { keeps: false, publishedSince: since });
  const terms = parseQuery(text, lexicon);
  return (await engine.search({ ...rest, terms, sort: "newest", cursor: null, facets: false })).ids;
}
