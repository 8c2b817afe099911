import type { Meilisearch } from "meilisearch";
import type { DbOrTx } from "../../../db/client.ts";
import type { Point, SearchDocument, SearchPort, SearchQuery, SearchResult } from "../port.ts";
import { emptyResult } from "../result.ts";
import { readStanding } from "../store/standing.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { toMeili } from "./documents.ts";
import { isOneOf } from "./query.ts";
import { answerOf, type Hits, placeOf, requestOf } from "./request.ts";
import { INDEX, VERSION } from "./settings.ts";

/**
 * Converts postings to index terms and coordinates. Only worker processes pass a reader, because the
 * segmenter is native code. An engine without a reader searches but cannot index.
 */
export type TermReader = {
  terms(document: SearchDocument): WeightedTerms;
  point(document: SearchDocument): Point | null;
};

/** Thrown while the Meilisearch index is incomplete. `withFallback` then searches PostgreSQL. */
export class NotReady extends Error {}

/**
 * Creates the Meilisearch adapter. Filters on index terms decide which postings match, and in which order, so
 * results, totals and ranks equal those of PostgreSQL. Each search first reads the visible home cities and
 * the current time from the database, and then sends one request. A write enqueues a Meilisearch task and
 * does not wait for it.
 */
export function createMeiliSearch(db: DbOrTx, client: Meilisearch, reader?: TermReader): SearchPort {
  const index = client.index<ReturnType<typeof toMeili>>(INDEX);

  async function search(query: SearchQuery): Promise<SearchResult> {
    const place = placeOf(query);
    if (query.terms?.length === 0) return emptyResult(query.facets);
    const { ready, ...reader } = await readStanding(db, query.scope, VERSION);
    if (!ready) throw new NotReady("the index is being filled");
    if (reader.homeCities.length === 0) return emptyResult(query.facets);
    const request = requestOf(query, reader, place);
    const { results } = await client.multiSearch({ queries: request.queries });
    return answerOf(query, place, request, results as unknown as Hits[]);
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
          newer.map((document) => toMeili(document, reader.terms(document), reader.point(document))),
          { primaryKey: "id" },
        );
    },
    async remove(ids) {
      if (ids.length > 0) await index.deleteDocuments(ids);
    },
  };
}
