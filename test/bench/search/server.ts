import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { createApp } from "../../../src/app.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { loadSearchDocuments } from "../../../src/postings/index.ts";
import { createPostgresSearch, findPostings } from "../../../src/search/index.ts";
import { manyPostings } from "./world.ts";

/**
 * Serves the program over 200,000 postings. Messages from the parent process search without HTTP and write to
 * the index, so that all figures come from one process.
 */
const { services, engine, ids, indexedPerS } = await manyPostings(
  Number(process.env.BENCH_POSTINGS ?? 200_000),
);
const { db } = services;
await sql`create extension if not exists pg_trgm`.execute(db);
await sql`create table plain as select id, title || ' ' || coalesce(duties, '') || ' ' || coalesce(requirements, '') as text from posting`.execute(
  db,
);
await sql`create index plain_trgm on plain using gin (text gin_trgm_ops)`.execute(db);
await sql`vacuum analyze`.execute(db);

const visitor = systemContext(services, "bench");
const engines = {
  engine: createPostgresSearch(db),
  sql: createPostgresSearch(db, undefined, { keeps: false }),
};
/**
 * Ways to search: `engine` is the API's way, `sql` runs the same statements without a cache, and the others
 * are common alternatives.
 */
export type How = keyof typeof engines | "like" | "trigrams";
export type Message =
  | { ask: number; how: How; q: string | null; city: string | null; facets: boolean }
  | { ask: number; write: number };

/**
 * Searches the same texts by LIKE, with or without the trigram index. Every word of the query must occur; the
 * city is ignored.
 */
async function instead(q: string, how: "like" | "trigrams"): Promise<void> {
  const patterns = q.split(" ").map((word) => `%${word}%`);
  await db.transaction().execute(async (tx) => {
    await sql`select set_config('enable_bitmapscan', ${how === "like" ? "off" : "on"}, true)`.execute(tx);
    await sql`select id from plain where text like all (${patterns}) limit 20`.execute(tx);
    await sql`select count(*) from plain where text like all (${patterns})`.execute(tx);
  });
}

/** Writes one posting to the index again, as after a correction. This invalidates all cached results. */
async function write(at: number): Promise<void> {
  const id = ids[at % ids.length];
  await engine.put(await loadSearchDocuments(db, id ? [id] : []));
}

async function heed(message: Message): Promise<void> {
  if ("write" in message) return write(message.write);
  const { how, q, city, facets } = message;
  if (how === "like" || how === "trigrams") return instead(q ?? "", how);
  await findPostings(visitor, engines[how], {
    text: q,
    filter: city ? { city: [city] } : {},
    sort: q ? "relevance" : "newest",
    cursor: null,
    limit: 20,
    facets,
  });
}
process.on("message", async (message: Message) => {
  const startMs = performance.now();
  await heed(message);
  process.send?.({ ask: message.ask, ms: performance.now() - startMs });
});

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port, postings: ids.length, indexedPerS }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
