import type { RequestContext } from "../../src/platform/context.ts";
import { referenceWords } from "../../src/search/index.ts";
import { meiliClient } from "../../src/search/meili/client.ts";
import { createMeiliSearch } from "../../src/search/meili/engine.ts";
import { VERSION } from "../../src/search/meili/settings.ts";
import { countWrite } from "../../src/search/store/answer-cache.ts";
import { markIndex } from "../../src/search/store/upkeep.ts";
import { documentReader } from "../../src/search/worker.ts";
import { twoAgreements } from "../factories/cities.ts";
import { type TestApp, testApp } from "./app.ts";
import { type Asked, type MeiliStub, startMeiliStub } from "./meili-stub.ts";
import { searchQuery, type Wanted } from "./search-query.ts";
import { testContext } from "./system-context.ts";

/** A query in a request to Meilisearch. */
export type AskedQuery = {
  q?: string;
  filter: string[];
  facets?: string[];
  page?: number;
  hitsPerPage?: number;
  offset?: number;
  limit?: number;
  sort?: string[];
};
type Result = { hits: { id: string }[]; totalHits?: number; facetDistribution?: object };
const queriesOf = ({ body }: Asked) => (body as { queries: AskedQuery[] }).queries;

export type RecordedEngine = Awaited<ReturnType<typeof recordedEngine>>;

/** Opens the Meilisearch adapter on a stub that records requests and ranks nothing. */
export async function recordedEngine() {
  const stub: MeiliStub = await startMeiliStub();
  const t: TestApp = await testApp({ config: { meili: { url: stub.url, key: "search-key" } } });
  await twoAgreements(t.services.db);
  const ctx: RequestContext = await testContext(t.services.db);
  const client = meiliClient({ url: stub.url, key: "search-key" }, { timeout: 1_000 });
  const engine = createMeiliSearch(t.services.db, client, { reader: await documentReader(ctx) });
  const uncached = createMeiliSearch(t.services.db, client, { keeps: false });

  const search = async (query: Wanted, port = engine) =>
    port.search(searchQuery((await referenceWords(t.services)).lexicon, "west", query));
  return {
    stub,
    t,
    engine,
    uncached,
    search,
    /** Searches. Returns the queries that were sent, and the number of queries in each request. */
    async asked(query: Wanted, port = engine) {
      stub.asked.length = 0;
      const answer = await search(query, port);
      const searches = stub.asked.filter(({ path }) => path === "/multi-search").map(queriesOf);
      return {
        queries: searches.flat(),
        requests: searches.map(({ length }) => length),
        answer,
        paths: stub.asked.map(({ method, path }) => `${method} ${path}`),
      };
    },
    /** Lets the stub answer the first query of a search by `whole`, and each level by its hits. */
    answerWith(whole: Partial<Result>, levels: string[][] = []) {
      let level = 0;
      const result = ({ limit }: AskedQuery): Result => {
        if (limit === 0) return { hits: [] };
        if (limit !== undefined)
          return { hits: (levels[level++] ?? []).slice(0, limit).map((id) => ({ id })) };
        level = 0;
        return { hits: [], totalHits: 0, ...whole };
      };
      stub.answer = (one) =>
        one.path === "/multi-search"
          ? { status: 200, body: { results: queriesOf(one).map(result) } }
          : undefined;
    },
    /** Forgets recorded requests, cached answers and the stub's answers. Marks the index as ready. */
    async reset() {
      stub.asked.length = 0;
      stub.answer = () => undefined;
      await markIndex(t.services.db, VERSION, true);
      await countWrite(t.services.db);
    },
    async close() {
      await stub.close();
      await t.close();
    },
  };
}
