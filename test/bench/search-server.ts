import { serve } from "@hono/node-server";
import { sql } from "kysely";
import { seedDemo } from "../../db/demo/index.ts";
import { createApp } from "../../src/app.ts";
import { boot } from "../../src/boot.ts";
import { readConfig } from "../../src/config.ts";
import { systemContext } from "../../src/context.ts";
import { loadSearchDocuments } from "../../src/postings/index.ts";
import { createPostgresSearch, findPostings } from "../../src/search/index.ts";
import { indexingEngine } from "../../src/search/worker.ts";

const WANTED = Number(process.env.BENCH_POSTINGS ?? 200_000);
const BATCH = 1_000;

/**
 * The whole program over so many postings: the demo's, again and again under other ids and times. Says how fast they
 * were indexed; asked over its channel it searches below HTTP, so that both figures come from one process.
 */
const { services } = await boot(
  readConfig({
    DATABASE_URL: process.env.BENCH_DATABASE_URL,
    LOG_LEVEL: "silent",
    RATE_LIMIT_PER_MINUTE: "100000000",
  }),
  { max: 10 },
);
await seedDemo(services, () => undefined);
const { db } = services;
const { rows: columns } = await sql<{ name: string }>`
  select quote_ident(column_name) as name from information_schema.columns where table_name = 'posting'
    and is_generated = 'NEVER' and column_name not in ('id', 'published_at', 'source_key') order by ordinal_position`.execute(
  db,
);
const same = sql.raw(columns.map(({ name }) => name).join(", "));
await sql`
  insert into posting (id, published_at, ${same})
  select uuidv7(), p.published_at - n * interval '1 minute', ${same}
  from posting p, generate_series(1, ${Math.ceil(WANTED / 500)}::int) as n where p.status = 'published' limit ${WANTED}`.execute(
  db,
);
// As the server's own upkeep does within a minute of so many rows.
await sql`analyze posting`.execute(db);
const { rows: all } = await sql<{ id: string }>`select id from posting where status = 'published'`.execute(
  db,
);
const engine = await indexingEngine(db, systemContext(services, "bench"));
const startedMs = performance.now();
for (let at = 0; at < all.length; at += BATCH)
  await engine.put(
    await loadSearchDocuments(
      db,
      all.slice(at, at + BATCH).map(({ id }) => id),
    ),
  );
const indexedPerS = all.length / ((performance.now() - startedMs) / 1_000);
await sql`create extension if not exists pg_trgm`.execute(db);
await sql`create table plain as select id, title || ' ' || coalesce(duties, '') || ' ' || coalesce(requirements, '') as text from posting`.execute(
  db,
);
await sql`create index plain_trgm on plain using gin (text gin_trgm_ops)`.execute(db);
await sql`vacuum analyze`.execute(db);

const visitor = systemContext(services, "bench");
type Ask = {
  ask: number;
  q: string | null;
  city: string | null;
  facets: boolean;
  plain?: "like" | "trigrams";
};

/** The same question below HTTP: the engine alone, or what people use instead. */
async function direct({ q, city, facets, plain }: Ask): Promise<number> {
  const startMs = performance.now();
  if (plain) {
    const pattern = `%${q}%`;
    await db.transaction().execute(async (tx) => {
      await sql`select set_config('enable_bitmapscan', ${plain === "like" ? "off" : "on"}, true)`.execute(tx);
      await sql`select id from plain where text like ${pattern} limit 20`.execute(tx);
      await sql`select count(*) from plain where text like ${pattern}`.execute(tx);
    });
  } else
    await findPostings(visitor, createPostgresSearch(db, undefined, { keeps: false }), {
      text: q,
      filter: city ? { city: [city] } : {},
      sort: q ? "relevance" : "newest",
      cursor: null,
      limit: 20,
      facets,
    });
  return performance.now() - startMs;
}
process.on("message", async (message: Ask) =>
  process.send?.({ ask: message.ask, ms: await direct(message) }),
);

const app = createApp({ servicesOf: () => services });
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) =>
  process.send?.({ port: info.port, postings: all.length, indexedPerS }),
);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
