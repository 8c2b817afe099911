import type { MultiSearchQuery } from "meilisearch";
import type { SearchQuery, SearchResult } from "../port.ts";
import type { ReaderState } from "../store/standing.ts";
import { cursorOf, facetsOf, type Hits, type Place, type Request, requestOf } from "./request.ts";

/** Sends queries to the engine in one request. Returns one answer for each. */
export type Send = (queries: MultiSearchQuery[]) => Promise<Hits[]>;

/**
 * Numbers of levels that the requests of one page ask for: the first request, the second, and so on. Each
 * level costs the engine as much as a whole search, and the best levels fill most pages.
 */
const LEVELS = [2, 3, Number.POSITIVE_INFINITY];

type Page = { ids: string[]; next: Place };

/** Adds the hits of a level, from `offset` on, to a page that holds `limit` postings. */
function fill(page: Page, hits: Hits["hits"], { level, offset }: Omit<Place, "seen">, limit: number): Page {
  const taken = hits.slice(0, limit - page.ids.length);
  if (taken.length === 0) return page;
  // A posting that changes between two requests may be in both answers.
  const ids = [...new Set([...page.ids, ...taken.map(({ id }) => id)])];
  return { ids, next: { level, offset: offset + taken.length, seen: page.next.seen + taken.length } };
}

const hasMore = ({ ids, next }: Page, limit: number, total: number) =>
  ids.length < limit && next.seen < total;

type Step = { level: number; count: number; limit: number };

/** Returns the queries of up to `count` levels, from `level` on. */
function queriesOf({ levels }: Request, from: Place, { level, count, limit }: Step) {
  const found: MultiSearchQuery[] = [];
  for (let at = level; at < level + count; at += 1) {
    const query = levels?.(at, at === from.level ? from.offset : 0, limit);
    if (!query) break;
    found.push(query);
  }
  return found;
}

/**
 * Searches one page. One request counts the set and asks for the page, or for the best levels of the order by
 * relevance. Further requests ask for the next levels while the page is not full and more postings match.
 * Throws if an answer is incomplete.
 */
export async function searchPage(
  send: Send,
  query: SearchQuery,
  reader: ReaderState,
  from: Place,
): Promise<SearchResult> {
  const { limit } = query;
  const request = requestOf(query, reader, from);
  const ask = async (queries: MultiSearchQuery[]) => {
    const results = await send(queries);
    if (results.length !== queries.length) throw new Error("an answer is missing");
    return results;
  };
  let page: Page = { ids: [], next: from };
  let level = from.level;
  const add = (results: Hits[]) => {
    for (const { hits } of results) {
      page = fill(page, hits, { level, offset: level === from.level ? from.offset : 0 }, limit);
      level += 1;
    }
  };
  const [count = 0, ...more] = LEVELS;
  const first = await ask([...request.counts, ...queriesOf(request, from, { level, count, limit })]);
  const total = first[0]?.totalHits;
  if (total === undefined) throw new Error("an answer without a total");
  add(request.levels ? first.slice(request.counts.length) : first.slice(0, 1));
  for (const count of more) {
    if (!hasMore(page, limit, total)) break;
    const next = queriesOf(request, from, { level, count, limit: limit - page.ids.length });
    if (next.length > 0) add(await ask(next));
  }
  const { ids, next } = page;
  return {
    ids,
    total,
    facets: query.facets ? facetsOf(request.facets, first) : null,
    nextCursor: ids.length > 0 && next.seen < total ? cursorOf(query, next) : null,
  };
}
