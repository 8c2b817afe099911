import { type Kysely, sql } from "kysely";
import { seedDemo } from "../../../db/demo/index.ts";
import type { Database } from "../../../db/schema/index.ts";
import { boot } from "../../../src/boot.ts";
import { readConfig } from "../../../src/platform/config/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { loadSearchDocuments } from "../../../src/postings/index.ts";
import { indexingEngine } from "../../../src/search/worker.ts";

const BATCH = 1_000;

/** Inserts `wanted` copies of the demo's published postings, with other ids and times. */
export async function multiply(db: Kysely<Database>, wanted: number): Promise<void> {
  const { rows: columns } = await sql<{ name: string }>`
    select quote_ident(column_name) as name from information_schema.columns
    where table_schema = current_schema() and table_name = 'posting'
      and is_generated = 'NEVER' and column_name not in ('id', 'published_at', 'source_key') order by ordinal_position`.execute(
    db,
  );
  const same = sql.raw(columns.map(({ name }) => name).join(", "));
  await sql`
    insert into posting (id, published_at, ${same})
    select uuidv7(), p.published_at - n * interval '1 minute', ${same}
    from posting p, generate_series(1, ${Math.ceil(wanted / 500)}::int) as n where p.status = 'published' limit ${wanted}`.execute(
    db,
  );
  // Autovacuum would do this within a minute after so many rows.
  await sql`analyze posting`.execute(db);
}

/**
 * Starts the program with the demo data and `wanted` further postings, all of them indexed in the database.
 */
export async function manyPostings(wanted: number, env: Record<string, string | undefined> = {}) {
  const { services } = await boot(
    readConfig({
      DATABASE_URL: process.env.BENCH_DATABASE_URL,
      LOG_LEVEL: "silent",
      RATE_LIMIT_PER_MINUTE: "100000000",
      ...env,
    }),
    { max: 10 },
  );
  await seedDemo(services);
  const { db } = services;
  await multiply(db, wanted);
  const { rows } = await sql<{ id: string }>`select id from posting where status = 'published'`.execute(db);
  const ids = rows.map(({ id }) => id);
  const engine = await indexingEngine(db, systemContext(services, "bench"));
  const startedMs = performance.now();
  for (let at = 0; at < ids.length; at += BATCH)
    await engine.put(await loadSearchDocuments(db, ids.slice(at, at + BATCH)));
  const indexedPerS = ids.length / ((performance.now() - startedMs) / 1_000);
  return { services, engine, ids, indexedPerS };
}
