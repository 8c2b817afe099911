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
import type { ReaderState } from "../store/standing.ts";
import { rankingOf } from "./order.ts";
import {
  chosenFacets,
  exclusionConditions,
  facetConditions,
  readableFilter,
  termCondition,
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
 * The queries of one search. The first of `counts` counts the whole set, and returns the page unless `levels`
 * is given. The others count one chosen facet each. `levels` returns the query of a level of the order by
 * relevance, or undefined after the last one; it is null for other orders.
 */
export type Request = {
  counts: MultiSearchQuery[];
  facets: FacetName[][];
  levels: ((level: number, offset: number, limit: number) => MultiSearchQuery | undefined) | null;
};

const SORTS: Record<Exclude<Sort, "relevance" | "nearest">, string[]> = {
  newest: ["published:desc", "id:desc"],
  pay: ["monthMax:desc", "id:desc"],
};

function sortOf(sort: Exclude<Sort, "relevance">, near: Nearness | null | undefined): string[] {
  if (sort !== "nearest") return SORTS[sort];
  return [...(near ? [`_geoPoint(${near.point.lat}, ${near.point.lon}):asc`] : []), ...SORTS.newest];
}

/** Returns a text that is the same for the pages of one query, and differs for other queries. */
export const questionOf = ({ terms, without = [], filter, sort, near, scope, limit }: SearchQuery) =>
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

/** Builds the queries for one page. `reader` decides which postings are visible. */
export function requestOf(
  query: SearchQuery,
  { homeCities, nowMs }: Pick<ReaderState, "homeCities" | "nowMs">,
  { offset }: Place,
): Request {
  const { terms, without = [], filter, sort, limit, near } = query;
  const readable = readableFilter(homeCities, Math.floor(nowMs / 1_000));
  const exclusions = exclusionConditions(without);
  // The engine stops at the first condition that leaves nothing, so the narrow ones come first.
  const base = [...(terms ?? []).map(termCondition), ...exclusions];
  const own = facetConditions(filter);
  const chosen = query.facets ? chosenFacets(own) : [];
  const plain = query.facets ? FACETS.filter((facet) => !chosen.includes(facet)) : [];
  const attributes = (facets: FacetName[]) => facets.map((facet) => FACET_ATTRIBUTE[facet]);
  const ranking = sort === "relevance" ? rankingOf(terms ?? [], filter) : null;
  // Within a level of relevance the nearer posting comes first, and so it is without any level.
  const order = sort === "relevance" ? (near ? "nearest" : "newest") : sort;
  const nearer = near ? { sort: sortOf("nearest", near) } : {};
  const counted = (facets: FacetName[]) => (facets.length > 0 ? { facets: attributes(facets) } : {});
  const found = { indexUid: INDEX, attributesToRetrieve: ["id"] };
  const whole: MultiSearchQuery = {
    ...found,
    filter: [...base, ...Object.values(own), ...readable],
    ...counted(plain),
    ...(ranking
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
  const rest = [...(ranking?.always ?? []), ...exclusions, ...Object.values(own), ...readable];
  return {
    counts: [whole, ...counts],
    facets: [plain, ...chosen.map((facet) => [facet])],
    levels:
      ranking &&
      ((level, offset, limit) => {
        const condition = ranking.levels[level];
        return condition ? { ...found, filter: [condition, ...rest], offset, limit, ...nearer } : undefined;
      }),
  };
}

/** Returns the counts of the facets, from the engine's answers to `counts`. */
export function facetsOf(facets: FacetName[][], results: Hits[]): FacetCounts {
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

/** Returns a cursor to a place in the results of a query. */
export const cursorOf = (query: SearchQuery, { level, offset, seen }: Place): string =>
  encodeCursor(questionOf(query), [level, offset, seen]);
