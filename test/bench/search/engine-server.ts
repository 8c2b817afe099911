import { serve } from "@hono/node-server";
import type { MultiSearchQuery } from "meilisearch";
import { createApp } from "../../../src/app.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { FACETS, findPostings } from "../../../src/search/index.ts";
import { meiliClient } from "../../../src/search/meili/client.ts";
import { createMeiliSearch } from "../../../src/search/meili/engine.ts";
import { FACET_ATTRIBUTE } from "../../../src/search/meili/settings.ts";
import { countWrite } from "../../../src/search/store/answer-cache.ts";
import { searchUpkeep } from "../../../src/search/worker.ts";
import type { Asked } from "./mix.ts";
import { manyPostings } from "./world.ts";

/**
 * Requests to the engine for one question: those that the program sends, and the one that an application
 * would send that takes the engine's own order.
 */
export type Bodies = { same: string[]; plain: string };
/** `ask`: return the requests for these questions. Otherwise: count a write, so that no answer is cached. */
export type Message = { ask: Asked[]; facets: boolean } | { forget: true };

const LIMIT = 20;

/**
 * Serves the program over 50,000 postings with the search engine at MEILI_URL. On a message it returns the
 * requests that the program sends to the engine, so that the parent process can send the same ones.
 */
const { services, ids } = await manyPostings(Number(process.env.BENCH_POSTINGS ?? 50_000), {
  MEILI_URL: process.env.MEILI_URL,
  MEILI_KEY: process.env.MEILI_KEY,
});
const ctx = systemContext(services, "bench");
const upkeep = await searchUpkeep(ctx);
const startedMs = performance.now();
await upkeep?.rebuild(() => undefined);
const indexedPerS = ids.length / ((performance.now() - startedMs) / 1_000);

/** Searches once without the cache, and returns the requests. */
async function bodiesOf({ q, city }: Asked, facets: boolean): Promise<Bodies> {
  const client = meiliClient(
    { url: process.env.MEILI_URL ?? "", key: process.env.MEILI_KEY ?? "" },
    { timeout: 30_000 },
  );
  const sent: MultiSearchQuery[][] = [];
  const ask = client.multiSearch.bind(client) as (given: { queries: MultiSearchQuery[] }) => Promise<unknown>;
  client.multiSearch = ((given: { queries: MultiSearchQuery[] }) => {
    sent.push(given.queries);
    return ask(given);
  }) as typeof client.multiSearch;
  await findPostings(ctx, createMeiliSearch(services.db, client, { keeps: false }), {
    text: q,
    filter: city ? { city: city.split(",") } : {},
    sort: q ? "relevance" : "newest",
    cursor: null,
    limit: LIMIT,
    facets,
  });
  const { indexUid, filter } = sent[0]?.[0] ?? {};
  const counted = facets ? { facets: FACETS.map((facet) => FACET_ATTRIBUTE[facet]) } : {};
  const plain = { indexUid, filter, attributesToRetrieve: ["id"], limit: LIMIT, ...counted };
  return {
    same: sent.map((queries) => JSON.stringify({ queries })),
    plain: JSON.stringify({ queries: [plain] }),
  };
}

process.on("message", async (message: Message) => {
  if ("forget" in message) {
    await countWrite(services.db);
    process.send?.({});
    return;
  }
  const bodies: Bodies[] = [];
  for (const one of message.ask) bodies.push(await bodiesOf(one, message.facets));
  process.send?.({ bodies });
});

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port, postings: ids.length, indexedPerS }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
