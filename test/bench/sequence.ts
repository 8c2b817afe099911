import { type Kysely, sql } from "kysely";
import { createDb } from "../../db/client.ts";
import type { Database } from "../../db/schema/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { prepareTemplate } from "../support/template.ts";
import { benchDatabase, report } from "./support.ts";

const ENTRIES = 50_000;
const PAGE = 500;

/** Writes outbox rows with payloads of about 800 bytes, as publications write them. */
const fill = (db: Kysely<Database>, city: string) =>
  sql`
  insert into outbox (stream, kind, record_id, home, rev, op, payload)
  select ${`${city}/public`}, 'posting', gen_random_uuid()::text, ${city}, 1, 'put',
    jsonb_build_object('title', '电焊工' || n, 'duties', repeat('按图纸完成焊接', 30), 'pay', n)
  from generate_series(1, ${ENTRIES}::int) as n`.execute(db);

async function perSecond(turn: () => Promise<number>): Promise<number> {
  const startMs = performance.now();
  let done = 0;
  for (let moved = 1; moved > 0; done += moved) moved = await turn();
  return Math.round(done / ((performance.now() - startMs) / 1000));
}

/**
 * Measures how many outbox rows a second one sequencer numbers: digests, headers, tree and rows. The
 * reference moves rows of the same size from the same table in one statement per page, without any of these.
 */
export async function run(): Promise<void> {
  const database = await benchDatabase();
  try {
    await prepareTemplate(database.url, "sequence");
    const url = new URL(database.url);
    url.pathname = "/sequence";
    const db = createDb(url.href, { max: 2 });
    await sql`create table bare (like log_entry including all)`.execute(db);
    const bare = async () => {
      const { rows } = await sql<{ n: number }>`
        with page as (select id from outbox where stream = '210700/public' order by id limit ${PAGE}),
        moved as (delete from outbox where id = any (array(select id from page)) returning *),
        kept as (insert into bare (stream, epoch, seq, kind, record_id, op, rev, at, header, payload)
          select stream, 1, id, kind, record_id, op, rev, now(), repeat('h', 312), payload::text from moved returning 1)
        select count(*)::int as n from kept`.execute(db);
      return rows[0]?.n ?? 0;
    };
    await fill(db, "210700");
    await sql`vacuum analyze outbox`.execute(db);
    const reference = await perSecond(bare);
    await fill(db, "210900");
    await sql`vacuum analyze outbox`.execute(db);
    const ours = await perSecond(() => sequence(db, { max: PAGE }));
    report({
      name: "sequence",
      ours,
      reference,
      unit: "entries/s",
      entries: ENTRIES,
    });
    await db.destroy();
  } finally {
    await database.close();
  }
}
