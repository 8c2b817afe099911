import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../../db/client.ts";
import { emit, runConsumer, sequence } from "../../../src/platform/changes/index.ts";
import type { RequestContext } from "../../../src/platform/context.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";
import { testContext } from "../../support/system-context.ts";
import { CITY, ledger, STREAM, wholeLog } from "./feed.ts";

/**
 * Tests the change feed under load: writers pause between change and commit, while two sequencers and a
 * reader run. Most writers call an SQL function that does the same as `emit`, so that 20,000 commits take
 * seconds.
 */
const RECORDS = 40;
const FAST = { writers: 8, commits: 2_200 };
const REAL = { writers: 4, commits: 625 };

let test: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  test = await testDatabase({ max: 20 });
  ctx = await testContext(test.db);
  await sql`create table record (id int primary key, rev int not null default 0)`.execute(test.db);
  await sql`insert into record (id) select generate_series(1, ${RECORDS})`.execute(test.db);
  await sql`
    create function write_one(record_id int, pause_s float8) returns void language plpgsql as $$
    declare new_rev int;
    begin
      update record set rev = rev + 1 where id = record_id returning rev into new_rev;
      insert into outbox (stream, kind, record_id, home, rev, op, payload)
        values ('210900/public', 'posting', record_id, '210900', new_rev, 'put', jsonb_build_object('rev', new_rev));
      if pause_s > 0 then perform pg_sleep(pause_s); end if;
    end $$`.execute(test.db);
});
afterAll(() => test.drop());

const anyRecord = () => 1 + Math.floor(Math.random() * RECORDS);
/**
 * Returns the pause before a commit in milliseconds, mostly none. A cursor over numbers assigned before the
 * commit would miss late commits.
 */
const pauseMs = () => (Math.random() < 0.15 ? Math.random() * 8 : 0);

async function writeFast(db: Db, commits: number) {
  for (let n = 0; n < commits; n += 1)
    await sql`select write_one(${anyRecord()}, ${pauseMs() / 1000})`.execute(db);
}

async function writeReal(db: Db, commits: number) {
  for (let n = 0; n < commits; n += 1)
    await db.transaction().execute(async (tx) => {
      const id = anyRecord();
      const { rows } = await sql<{ rev: number }>`
        update record set rev = rev + 1 where id = ${id} returning rev`.execute(tx);
      const rev = rows[0]?.rev ?? 0;
      const change = {
        city: CITY,
        audience: "public",
        kind: "posting",
        id: String(id),
        rev,
        op: "put",
      } as const;
      await emit(tx, { ...change, payload: { rev } });
      await sql`select pg_sleep(${pauseMs() / 1000})`.execute(tx);
    });
}

/** Runs readers until the writers are done and the readers find nothing new. */
async function alongside(writers: Promise<void>[], readers: (() => Promise<number>)[]) {
  let writing = true;
  const read = async (turn: () => Promise<number>) => {
    for (;;) {
      const last = !writing;
      if ((await turn()) === 0 && last) return;
    }
  };
  const written = Promise.all(writers).then(() => {
    writing = false;
  });
  await Promise.all([written, ...readers.map(read)]);
}

const inversions = (rows: { record: string; rev: number }[]): number => {
  const newest = new Map<string, number>();
  let count = 0;
  for (const { record, rev } of rows) {
    if (rev <= (newest.get(record) ?? 0)) count += 1;
    newest.set(record, rev);
  }
  return count;
};

describe("12 writers with random pauses before the commit", () => {
  it("a reader of the sequenced feed loses nothing: no gap, no inversion, a whole tree", async () => {
    const total = FAST.writers * FAST.commits + REAL.writers * REAL.commits;
    expect(total).toBeGreaterThanOrEqual(20_000);
    const { consumer, rows } = await ledger(test.db, "reader");
    const wide = { ...consumer, batch: 500 };
    await alongside(
      [
        ...Array.from({ length: FAST.writers }, () => writeFast(test.db, FAST.commits)),
        ...Array.from({ length: REAL.writers }, () => writeReal(test.db, REAL.commits)),
      ],
      [() => sequence(test.db), () => sequence(test.db), () => runConsumer(ctx, wide)],
    );
    await sequence(test.db);
    while ((await runConsumer(ctx, wide)) > 0);
    const seen = await rows();
    const gaps = seen.filter((row, i) => row.seq !== i + 1).length;
    const { verdict, whole } = await wholeLog(test.db);
    expect({ lost: total - seen.length, gaps, inversions: inversions(seen) }).toEqual({
      lost: 0,
      gaps: 0,
      inversions: 0,
    });
    expect(verdict).toMatchObject({ ok: true, frontier: { size: total } });
    expect(whole).toBe(true);
    const { rows: tiles } = await sql<{ level: number; n: number }>`
      select level, count(*)::int as n from log_tile_hash group by level`.execute(test.db);
    expect(tiles).toEqual([{ level: 1, n: Math.floor(total / 256) }]);
  });

  it("twin: a reader whose cursor is the outbox's own number loses rows", async () => {
    const commits = 150;
    let cursor = 0;
    let seen = 0;
    const follow = async () => {
      const rows = await test.db
        .selectFrom("outbox")
        .select("id")
        .where("stream", "=", STREAM)
        .where("id", ">", cursor)
        .orderBy("id")
        .execute();
      cursor = rows.at(-1)?.id ?? cursor;
      seen += rows.length;
      return rows.length;
    };
    await alongside(
      Array.from({ length: 8 }, () => writeFast(test.db, commits)),
      [follow],
    );
    expect(8 * commits - seen).toBeGreaterThan(0);
  });
});
