import { sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate, migrationsAmong } from "../../db/migrate.ts";
import { migrations } from "../../db/migrations/index.ts";
import { sequence } from "../../src/platform/changes/index.ts";
import { opened, wholeLog } from "../platform/changes/feed.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ server: { url: inject("adminUrl"), template: "template0" } });
});
afterAll(() => database.drop());

const STREAM = "210900/public";

test("changes that a consumer has not passed come first in the new log, and the former log is closed", async () => {
  const { db } = database;
  const before = Object.keys(migrations).filter((name) => name < "0051");
  await migrate(db, { migrations: migrationsAmong(before) });
  await sql`
    insert into change (stream, epoch, seq, kind, record_id, op, rev, at, header, payload, hash)
    select ${STREAM}, 1, n, 'posting', 'p' || n, 'put', n, now(),
      jsonb_build_object('home', '210900', 'ownerEpoch', 1, 'schema', 1), jsonb_build_object('n', n), ''
    from generate_series(1, 6) as n`.execute(db);
  await sql`insert into stream_head (stream, seq, hash) values (${STREAM}, 6, ''), ('211400/local', 0, '')`.execute(
    db,
  );
  await sql`
    insert into consumer_cursor (consumer, stream, epoch, seq)
    values ('index', ${STREAM}, 1, 6), ('notices', ${STREAM}, 1, 4)`.execute(db);
  await sql`
    insert into quarantine (consumer, stream, epoch, seq, error) values ('notices', ${STREAM}, 1, 2, 'x')`.execute(
    db,
  );
  await sql`
    insert into outbox (stream, kind, record_id, home, rev, op) values (${STREAM}, 'posting', 'p7', '210900', 7, 'put')`.execute(
    db,
  );
  await migrate(db);

  await sequence(db);
  const { entries, whole } = await wholeLog(db, STREAM);
  expect(whole).toBe(true);
  const told = entries.map(opened).map(({ id, seq, log, payload }) => ({ id, seq, log, payload }));
  const log = `${STREAM}/2`;
  expect(told).toEqual([
    { id: "p2", seq: 1, log, payload: { n: 2 } },
    { id: "p5", seq: 2, log, payload: { n: 5 } },
    { id: "p6", seq: 3, log, payload: { n: 6 } },
    { id: "p7", seq: 4, log, payload: null },
  ]);
  // The previous release runs this statement first when it numbers rows.
  await expect(
    sql`insert into stream_head (stream, hash) values (${STREAM}, '') on conflict do nothing`.execute(db),
  ).rejects.toThrow("a newer release keeps the log");
});
