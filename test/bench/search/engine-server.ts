import { serve } from "@hono/node-server";
import { createApp } from "../../../src/app.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { parseQuery, referenceWords } from "../../../src/search/index.ts";
import { placeOf, requestOf } from "../../../src/search/meili/request.ts";
import { VERSION } from "../../../src/search/meili/settings.ts";
import { readStanding } from "../../../src/search/store/standing.ts";
import { joinFilters } from "../../../src/search/words/parse-query.ts";
import { searchUpkeep } from "../../../src/search/worker.ts";
import type { Asked } from "./mix.ts";
import { manyPostings } from "./world.ts";

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

async function bodyOf({ q, city }: Asked, facets: boolean): Promise<string> {
  const { lexicon } = await referenceWords(ctx);
  const { terms, without, filter } = parseQuery(q, lexicon);
  const query = {
    terms,
    without,
    filter: joinFilters(city ? { city: [city] } : {}, filter, "both"),
    sort: q ? ("relevance" as const) : ("newest" as const),
    cursor: null,
    limit: 20,
    facets,
    scope: ctx.scope,
  };
  if (terms?.length === 0) return JSON.stringify({ queries: [] });
  const reader = await readStanding(services.db, ctx.scope, VERSION);
  return JSON.stringify({ queries: requestOf(query, reader, placeOf(query)).queries });
}
process.on("message", async ({ questions, facets }: { questions: Asked[]; facets: boolean }) => {
  process.send?.({ bodies: await Promise.all(questions.map((one) => bodyOf(one, facets))) });
});

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port, postings: ids.length, indexedPerS }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
