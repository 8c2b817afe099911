import type { MultiSearchQuery } from "meilisearch";
import { decodeCursor, encodeCursor } from "../../platform/core/cursor.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  FACETS,
  type FacetCounts,
  type FacetName,
  type Nearness,
  type SearchQuery,
  type Sort,
} from "../port.ts";
import { cumulated, emptyFacets, sortedFacet } from "../result.ts";
import { levelsOf } from "./order.ts";
import {
  chosenFacets,
  exclusionConditions,
  facetConditions,
  readableFilter,
  termConditions,
} from "./query.ts";
import { FACET_ATTRIBUTE, INDEX } from "./settings.ts";

/**
 * Where a page begins. `level` and `offset` are the level of the order by relevance and the position in it,
 * or level 0 and the position among all. `seen` is the number of postings on the pages before.
 */
export type Place = { level: number; offset: number; seen: number };

/** The part of an engine's answer that is read. */
export type Hits = {
  hits: { id: string }[];
  totalHits?: number;
  facetDistribution?: Record<string, Record<string, number>>;
};

/**
 * The queries of one search, which the engine answers in one request. The first counts the whole set, and
 * returns the page unless the order is by relevance. Then come one query per chosen facet, and one per level
 * of the order by relevance from the page's first level on.
 */
export type Request = { queries: MultiSearchQuery[]; facets: FacetName[][]; ranked: boolean };

const SORTS: Record<Exclude<Sort, "relevance" | "nearest">, string[]> = {
  newest: ["published:desc", "id:desc"],
  pay: ["monthMax:desc", "id:desc"],
};

function sortOf(sort: Exclude<Sort, "relevance">, near: Nearness | null | undefined): string[] {
  if (sort !== "nearest") return SORTS[sort];
  return [...(near ? [`_geoPoint(${near.point.lat}, ${near.point.lon}):asc`] : []), ...SORTS.newest];
}

const questionOf = ({ terms, without = [], filter, sort, near, scope, limit }: SearchQuery) =>
  JSON.stringify(["meilisearch", terms, without, filter, sort, near?.point ?? null, scope, limit]);

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 1_000_000;

/**
 * Returns where the page of a query begins. A cursor is valid only for the same query and page size. Throws
 * CURSOR_INVALID.
 */
export function placeOf(query: SearchQuery): Place {
  if (!query.cursor) return { level: 0, offset: 0, seen: 0 };
  const [level, offset, seen] = decodeCursor(questionOf(query), query.cursor, 3);
  if (isCount(level) && isCount(offset) && isCount(seen) && offset <= seen) return { level, offset, seen };
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

/** Builds the queries for one page. `homeCities` and `nowS` (Unix seconds) decide what the reader may see. */
export function requestOf(
  query: SearchQuery,
  { homeCities, nowS }: { homeCities: readonly string[]; nowS: number },
  { level, offset }: Place,
): Request {
  const { terms, without = [], filter, sort, limit, near } = query;
  const readable = readableFilter(homeCities, nowS);
  // The engine stops at the first condition that leaves nothing, so the narrow ones come first.
  const base = [...termConditions(terms ?? []), ...exclusionConditions(without)];
  const own = facetConditions(filter);
  const all = [...base, ...Object.values(own)];
  const chosen = query.facets ? chosenFacets(own) : [];
  const plain = query.facets ? FACETS.filter((facet) => !chosen.includes(facet)) : [];
  const attributes = (facets: FacetName[]) => facets.map((facet) => FACET_ATTRIBUTE[facet]);
  const ranked = sort === "relevance" ? levelsOf(terms ?? [], filter) : null;
  const order = sort === "relevance" ? "newest" : sort;
  const counted = (facets: FacetName[]) => (facets.length > 0 ? { facets: attributes(facets) } : {});
  const found = { indexUid: INDEX, attributesToRetrieve: ["id"] };
  const whole: MultiSearchQuery = {
    ...found,
    filter: [...all, ...readable],
    ...counted(plain),
    ...(ranked
      ? { page: 1, hitsPerPage: 0 }
      : { page: offset / limit + 1, hitsPerPage: limit, sort: sortOf(order, near) }),
  };
  const counts = chosen.map((facet) => ({
    indexUid: INDEX,
    filter: [
      ...base,
      ...Object.entries(own).flatMap(([name, condition]) => (name === facet ? [] : [condition])),
      ...readable,
    ],
    limit: 0,
    ...counted([facet]),
  }));
  const pages = (ranked ?? []).slice(level).map((condition, at) => ({
    ...found,
    filter: [...all, condition, ...readable],
    offset: at === 0 ? offset : 0,
    limit,
  }));
  return {
    queries: [whole, ...counts, ...pages],
    facets: [plain, ...chosen.map((facet) => [facet])],
    ranked: ranked !== null,
  };
}

function facetsOf(facets: FacetName[][], results: Hits[]): FacetCounts {
  const counts = emptyFacets();
  facets.forEach((group, at) => {
    for (const facet of group) {
      const found = results[at]?.facetDistribution?.[FACET_ATTRIBUTE[facet]] ?? {};
      const values = Object.entries(found).map(([value, count]) => ({ value, count }));
      counts[facet] = sortedFacet(facet, cumulated(facet, values));
    }
  });
  return counts;
}

/** Joins the engine's answers to the queries of `requestOf` into one page. Throws if they are incomplete. */
export function answerOf(query: SearchQuery, from: Place, request: Request, results: Hits[]) {
  const total = results[0]?.totalHits;
  if (total === undefined || results.length !== request.queries.length)
    throw new Error("an answer without a total");
  const pages = request.ranked ? results.slice(request.facets.length) : results.slice(0, 1);
  const ids: string[] = [];
  let next = from;
  pages.forEach(({ hits }, at) => {
    const taken = hits.slice(0, query.limit - ids.length);
    if (taken.length === 0) return;
    const level = from.level + at;
    ids.push(...taken.map(({ id }) => id));
    next = {
      level,
      offset: (at === 0 ? from.offset : 0) + taken.length,
      seen: from.seen + ids.length,
    };
  });
  const more = ids.length > 0 && next.seen < total;
  return {
    ids,
    total,
    facets: query.facets ? facetsOf(request.facets, results) : null,
    nextCursor: more ? encodeCursor(questionOf(query), [next.level, next.offset, next.seen]) : null,
  };
}
