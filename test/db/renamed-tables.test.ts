import { Migrator, sql } from "kysely";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrations } from "../../db/migrations/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const FAIR = "00000000-0000-7000-8000-000000000001";
const OTHER = "00000000-0000-7000-8000-000000000002";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ server: { url: inject("adminUrl"), template: "template0" } });
});
afterAll(() => database.drop());

test("channels and reports of fairs become those of events, rows and rules included", async () => {
  const { db } = database;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  expect((await migrator.migrateTo("0028_event_visibility")).error).toBeUndefined();
  await db.transaction().execute(async (tx) => {
    // Disables foreign keys, so that the rows need no fair, city or account.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`
      insert into fair_channel (id, fair_id, city, code, name, kind)
      values (${OTHER}, ${FAIR}, '211400', 'hb-11111', 'poster', 'poster')`.execute(tx);
    await sql`insert into fair_channel_day (channel_id, visits) values (${OTHER}, 7)`.execute(tx);
    await sql`
      insert into fair_report (id, fair_id, label, figures) values (${OTHER}, ${FAIR}, 'final', '[]')`.execute(
      tx,
    );
    await sql`
      insert into fair_report_line (report_id, measure, place, key, weight, label)
      values (${OTHER}, 'online', 3, 'k', 7, 'poster')`.execute(tx);
  });
  expect((await migrator.migrateTo("0029_channels_and_reports")).error).toBeUndefined();

  const event = { eventKind: "fair", eventId: FAIR };
  expect(await db.selectFrom("channel").select(["code", "eventKind", "eventId"]).execute()).toEqual([
    { code: "hb-11111", ...event },
  ]);
  expect(await db.selectFrom("channelDay").select("visits").execute()).toEqual([{ visits: 7 }]);
  expect(await db.selectFrom("report").select(["label", "eventKind", "eventId"]).execute()).toEqual([
    { label: "final", ...event },
  ]);
  expect(await db.selectFrom("reportLine").select(["lineNumber", "weight"]).execute()).toEqual([
    { lineNumber: 3, weight: 7 },
  ]);
  await expect(sql`delete from report`.execute(db)).rejects.toThrow(/only grows/);
  await expect(sql`update report_line set weight = 0`.execute(db)).rejects.toThrow(/only grows/);
  const { rows } = await sql<{ name: string }>`
    select conname as name from pg_constraint where contype <> 'n' and conrelid in
      ('channel'::regclass, 'channel_day'::regclass, 'report'::regclass, 'report_line'::regclass)
    union all
    select conname from pg_constraint where conrelid = 'application'::regclass and confrelid = 'channel'::regclass
    order by name`.execute(db);
  expect(rows.map(({ name }) => name)).toEqual([
    "application_via_fkey",
    "channel_city_fkey",
    "channel_code_key",
    "channel_created_by_fkey",
    "channel_day_channel_id_fkey",
    "channel_day_pkey",
    "channel_kind_check",
    "channel_pkey",
    "report_line_pkey",
    "report_line_report_id_fkey",
    "report_pkey",
    "report_taken_by_fkey",
  ]);
  const old = await sql`
    select conname from pg_constraint where conrelid in ('channel'::regclass, 'report'::regclass,
      'channel_day'::regclass, 'report_line'::regclass) and conname like 'fair%'`.execute(db);
  expect(old.rows).toEqual([]);
});
