import type { EnqueuedTaskPromise, Meilisearch } from "meilisearch";
import type { DbOrTx } from "../../../db/client.ts";
import type { Point, SearchDocument, SearchPort, SearchQuery, SearchResult } from "../port.ts";
import { emptyResult } from "../result.ts";
import { answerCache, countWrite } from "../store/answer-cache.ts";
import { readStanding } from "../store/standing.ts";
import type { WeightedTerms } from "../words/segment.ts";
import { toMeili } from "./documents.ts";
import { type Breaker, createBreaker, guarded } from "./fallback.ts";
import { searchPage } from "./page.ts";
import { isOneOf } from "./query.ts";
import { type Hits, placeOf, questionOf } from "./request.ts";
import { INDEX, VERSION } from "./settings.ts";

/**
 * Converts postings to index terms and coordinates. Only worker processes pass a reader, because the
 * segmenter is native code. An engine without a reader searches but cannot index.
 */
export type TermReader = {
  terms(document: SearchDocument): WeightedTerms;
  point(document: SearchDocument): Point | null;
};

type Options = {
  reader?: TermReader;
  /** The server's circuit breaker. Answers from the cache do not report to it. */
  breaker?: Breaker;
  /** True (the default) uses the answer cache. */
  keeps?: boolean;
};

/** Longest wait for a write, in milliseconds. The caller's transaction stays open meanwhile. */
const WRITE_WAIT = { timeout: 10_000, interval: 25 };

/** Thrown while the Meilisearch index is incomplete. `withFallback` then searches PostgreSQL. */
export class NotReady extends Error {}

/**
 * Creates the Meilisearch adapter. Filters on index terms decide which postings match, and in which order, so
 * results, totals and ranks equal those of PostgreSQL. Each search first reads the visible home cities, the
 * current time and the number of index writes from the database. It sends nothing if it has answered the same
 * query since the last write. A write waits until Meilisearch has applied it, and counts it.
 */
export function createMeiliSearch(
  db: DbOrTx,
  client: Meilisearch,
  { reader, breaker = createBreaker(), keeps = true }: Options = {},
): SearchPort {
  const index = client.index<ReturnType<typeof toMeili>>(INDEX);
  const send = async (queries: Parameters<typeof client.multiSearch>[0]["queries"]) =>
    (await client.multiSearch({ queries })).results as unknown as Hits[];

  async function search(query: SearchQuery): Promise<SearchResult> {
    const place = placeOf(query);
    if (query.terms?.length === 0) return emptyResult(query.facets);
    const state = await readStanding(db, query.scope);
    if (state.meiliVersion !== VERSION) throw new NotReady("the index is being filled");
    if (state.homeCities.length === 0) return emptyResult(query.facets);
    const ask = () => guarded(breaker, () => searchPage(send, query, state, place));
    if (!keeps) return ask();
    return answerCache(db, state)(`${questionOf(query)} ${query.facets} ${query.cursor}`, ask);
  }

  /** Waits for a write. Throws if it takes too long. A write that failed is left to the reconciliation. */
  async function applied(task: EnqueuedTaskPromise): Promise<void> {
    await task.waitTask(WRITE_WAIT);
    await countWrite(db);
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
        await applied(
          index.addDocuments(
            newer.map((document) => toMeili(document, reader.terms(document), reader.point(document))),
            { primaryKey: "id" },
          ),
        );
    },
    async remove(ids) {
      if (ids.length > 0) await applied(index.deleteDocuments(ids));
    },
  };
}
