import type { Meilisearch } from "meilisearch";
import type { DbOrTx } from "../../../db/client.ts";
import { decodeCursor, encodeCursor } from "../../platform/core/cursor.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  FACETS,
  type FacetCounts,
  type FacetName,
  type Nearness,
  type SearchDocument,
  type SearchPort,
  type SearchQuery,
  type SearchResult,
  type Sort,
} from "../port.ts";
import { emptyFacets, emptyResult, sortedFacet } from "../result.ts";
import { readStanding } from "../store/standing.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { type NamedTerms, toMeili } from "./documents.ts";
import {
  chosenFacets,
  exclusionConditions,
  facetConditions,
  isOneOf,
  rankedWords,
  readableFilter,
  termConditions,
} from "./query.ts";
import { FACET_ATTRIBUTE, INDEX, VERSION } from "./settings.ts";

/**
 * Converts postings to index terms and names. Only worker processes pass a reader, because the segmenter is
 * native code. An engine without a reader searches but cannot index.
 */
export type TermReader = {
  terms(document: SearchDocument): WeightedTerms;
  named(document: SearchDocument): NamedTerms;
};

/** Thrown while the Meilisearch index is incomplete. `withFallback` then searches PostgreSQL. */
export class NotReady extends Error {}

const SORTS: Record<Exclude<Sort, "relevance" | "nearest">, string[]> = {
  newest: ["published:desc", "id:desc"],
  pay: ["pay:desc", "id:desc"],
};

type Hits = {
  hits: { id: string }[];
  totalHits?: number;
  facetDistribution?: Record<string, Record<string, number>>;
};

function sortOf(sort: Exclude<Sort, "relevance">, near: Nearness | null | undefined): string[] {
  if (sort !== "nearest") return SORTS[sort];
  return [...(near ? [`_geoPoint(${near.point.lat}, ${near.point.lon}):asc`] : []), ...SORTS.newest];
}

/**
 * Returns the page number in the cursor, or 1 without a cursor. A cursor is valid only for the same query and
 * page size, so pages do not overlap. Throws CURSOR_INVALID.
 */
function pageOf(question: string, query: SearchQuery): number {
  if (!query.cursor) return 1;
  const [page] = decodeCursor(question, query.cursor, 1);
  if (typeof page === "number" && Number.isInteger(page) && page > 1 && page < 1_000_000) return page;
  throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
}

function facetsOf(answers: { facets: FacetName[]; hits: Hits }[]): FacetCounts {
  const counts = emptyFacets();
  for (const { facets, hits } of answers)
    for (const facet of facets)
      counts[facet] = sortedFacet(
        facet,
        Object.entries(hits.facetDistribution?.[FACET_ATTRIBUTE[facet]] ?? {}).map(([value, count]) => ({
          value,
          count,
        })),
      );
  return counts;
}

/**
 * Creates the Meilisearch adapter. A filter on index terms decides which postings match, so results and
 * totals equal those of PostgreSQL. The query words only affect the order. Each search first reads the
 * visible home cities and the current time from the database. A write enqueues a Meilisearch task and does
 * not wait for it.
 */
export function createMeiliSearch(db: DbOrTx, client: Meilisearch, reader?: TermReader): SearchPort {
  const index = client.index<ReturnType<typeof toMeili>>(INDEX);

  async function search(query: SearchQuery): Promise<SearchResult> {
    const { terms, without = [], filter, sort, limit } = query;
    const question = JSON.stringify([
      "meilisearch",
      terms,
      without,
      filter,
      sort,
      query.near?.point ?? null,
      query.scope,
      limit,
    ]);
    const page = pageOf(question, query);
    if (terms?.length === 0) return emptyResult(query.facets);
    const { homeCities, nowS, ready } = await readStanding(db, query.scope, VERSION);
    if (!ready) throw new NotReady("the index is being filled");
    if (homeCities.length === 0) return emptyResult(query.facets);
    const base = [
      ...readableFilter(homeCities, nowS),
      ...termConditions(terms ?? []),
      ...exclusionConditions(without),
    ];
    const own = facetConditions(filter);
    const chosen = chosenFacets(own);
    const plain = FACETS.filter((facet) => !chosen.includes(facet));
    const common = { indexUid: INDEX, q: rankedWords(terms ?? []), matchingStrategy: "all" as const };
    const order = terms === null && sort === "relevance" ? "newest" : sort;
    const attributes = (facets: FacetName[]) => facets.map((facet) => FACET_ATTRIBUTE[facet]);
    const { results } = await client.multiSearch({
      queries: [
        {
          ...common,
          filter: [...base, ...Object.values(own)],
          ...(order === "relevance" ? {} : { sort: sortOf(order, query.near) }),
          page,
          hitsPerPage: limit,
          attributesToRetrieve: ["id"],
          ...(query.facets ? { facets: attributes(plain) } : {}),
        },
        ...(query.facets ? chosen : []).map((facet) => ({
          ...common,
          filter: [
            ...base,
            ...Object.entries(own).flatMap(([name, condition]) => (name === facet ? [] : [condition])),
          ],
          limit: 0,
          facets: attributes([facet]),
        })),
      ],
    });
    const [main, ...others] = results as unknown as Hits[];
    if (main?.totalHits === undefined) throw new Error("an answer without a total");
    const more = page * limit < main.totalHits;
    return {
      ids: main.hits.map(({ id }) => id),
      total: main.totalHits,
      facets: query.facets
        ? facetsOf([
            { facets: plain, hits: main },
            ...others.map((hits, at) => ({ facets: chosen.slice(at, at + 1), hits })),
          ])
        : null,
      nextCursor: more ? encodeCursor(question, [page + 1]) : null,
    };
  }

  return {
    name: "meilisearch",
    search,
    async put(documents) {
      if (!reader) throw new Error("no segmenter: documents are indexed by a worker");
      if (documents.length === 0) return;
      const ids = documents.map(({ id }) => id);
      const { results } = await index.getDocuments({
        filter: isOneOf("id", ids),
        fields: ["id", "rev"],
        limit: ids.length,
      });
      const known = new Map(results.map(({ id, rev }) => [id, rev]));
      const newer = documents.filter(({ id, rev }) => rev >= (known.get(id) ?? 0));
      if (newer.length > 0)
        await index.addDocuments(
          newer.map((document) => toMeili(document, reader.terms(document), reader.named(document))),
          { primaryKey: "id" },
        );
    },
    async remove(ids) {
      if (ids.length > 0) await index.deleteDocuments(ids);
    },
  };
}
