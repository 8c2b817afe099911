import type { DbOrTx } from "../../../db/client.ts";
import type { RequestContext, Scope } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { loadCards, type PostingCard } from "../../postings/index.ts";
import { referenceWords } from "../engine.ts";
import type { Filter } from "../filter.ts";
import { divisionsWithin, nearnessOf } from "../nearness.ts";
import type { FacetCounts, SearchPort, SearchQuery, SearchResult } from "../port.ts";
import { createPostgresSearch } from "../store/postgres.ts";
import { nearWords } from "../store/spelling.ts";
import { fuzzy, joinFilters, NOTHING, parseQuery } from "../words/parse-query.ts";
import { type Understood, understood } from "../words/pieces.ts";

export type SearchAnswer = {
  items: PostingCard[];
  facets: FacetCounts | null;
  total: number;
  nextCursor: string | null;
  /** True if nothing matched exactly and these results match with a typing error corrected. */
  forgiven: boolean;
  /** True if the search engine is down and the database answered. */
  degraded: boolean;
  /** The parsed words of the query. */
  words: string[];
  /** The pieces of the query's text and what each means, in order. */
  understood: Understood[];
};

/** Input of a search. `text` is the query as typed; an empty text or null matches all postings. */
export type SearchInput = Omit<SearchQuery, "scope" | "terms" | "without" | "near" | "filter"> & {
  text: string | null;
  filter: Filter;
  /**
   * The division from whose centre distances are measured: for the sort `nearest`, for `within`, and among
   * postings of equal relevance.
   */
  near?: string | null;
  /** Keeps postings in divisions whose centres are at most so many kilometres from that of `near`. */
  within?: number | null;
};

/** Prefix of a cursor of a search with corrected typing errors, so that the next page corrects them too. */
const FORGIVEN = "~";

/**
 * Searches and returns ids and counts, without loading the postings. Corrects typing errors if nothing
 * matches exactly. Throws INVALID_INPUT if `sort` is `nearest` or `within` is given, and `near` is absent or
 * unknown.
 */
export async function findPostings(
  ctx: RequestContext,
  engine: SearchPort,
  { text, near: from, within, ...rest }: SearchInput,
): Promise<SearchResult & Pick<SearchAnswer, "forgiven" | "words" | "understood">> {
  if ((rest.sort === "nearest" || within) && !from) throw invalid("near", "MISSING");
  const measured = (rest.sort === "nearest" || rest.sort === "relevance" || within) && from;
  // Without a text, no words are needed. The first page of a start does not wait for them.
  const reference = text?.trim() || measured ? await referenceWords(ctx) : null;
  const { terms, pieces, ...question } = reference ? parseQuery(text, reference.lexicon) : NOTHING;
  const nearness = reference && measured ? nearnessOf(measured, reference.words) : null;
  const around = nearness && within ? { around: divisionsWithin(nearness, within) } : {};
  const query = {
    ...rest,
    ...question,
    filter: { ...joinFilters(rest.filter, question.filter, "both"), ...around },
    // Without a text, every posting is equally relevant.
    sort: rest.sort === "relevance" && !text?.trim() ? (nearness ? "nearest" : "newest") : rest.sort,
    near: rest.sort === "nearest" || rest.sort === "relevance" ? nearness : null,
    scope: ctx.scope,
  };
  const meaning = {
    words: (terms ?? []).map(({ word }) => word),
    understood: pieces.map(understood),
  };
  const near = async () => {
    if (!reference || !terms?.length) return null;
    const spelling = await nearWords(
      ctx.db,
      terms.map(({ word }) => word),
    );
    const meant = fuzzy(pieces, reference.lexicon, spelling);
    if (!meant) return null;
    const cursor = rest.cursor?.slice(FORGIVEN.length) ?? null;
    const answer = await engine.search({ ...query, terms: meant, cursor });
    const nextCursor = answer.nextCursor && FORGIVEN + answer.nextCursor;
    return { ...answer, ...meaning, nextCursor, forgiven: answer.total > 0 };
  };
  if (rest.cursor?.startsWith(FORGIVEN)) {
    const answer = await near();
    if (!answer)
      throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
    return answer;
  }
  const exact = { ...(await engine.search({ ...query, terms })), ...meaning, forgiven: false };
  return exact.total > 0 ? exact : ((await near()) ?? exact);
}

/**
 * Searches the published postings that the visitor may see by agreement. Typing errors are corrected only if
 * nothing matches exactly. The engine returns ids and the cards are loaded from the posting tables, so a
 * posting closed a moment ago is absent.
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
 * Returns ids of postings published since `since` that match exactly, newest first. Always searches
 * PostgreSQL, and corrects no typing errors. Omits postings that the reader can no longer see.
 */
export async function newPostings(
  ctx: RequestContext,
  tx: DbOrTx,
  asked: { text: string; filter: Filter; scope: Scope; since: Date; limit: number },
): Promise<string[]> {
  const { lexicon } = await referenceWords(ctx);
  const { text, since, filter, ...rest } = asked;
  const engine = createPostgresSearch(tx, undefined, { keeps: false, publishedSince: since });
  const { pieces: _pieces, ...question } = parseQuery(text, lexicon);
  const query = { ...rest, ...question, filter: joinFilters(filter, question.filter, "both") };
  const { ids } = await engine.search({ ...query, sort: "newest", cursor: null, facets: false });
  return (await loadCards({ db: tx, scope: asked.scope }, ids)).map(({ id }) => id);
}
