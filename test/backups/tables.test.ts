import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KEPT, LEFT_OUT, OWN_ACCORD } from "../../db/backup/tables.ts";
import { searchWork } from "../../src/search/worker.ts";
import { registry } from "../../workers/registry.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase({ max: 1 });
});
afterAll(() => database.drop());

test("every table of the schema is kept or left out, and no other is listed", async () => {
  const { rows } = await sql<{ name: string }>`
    select case schemaname when 'public' then tablename else schemaname || '.' || tablename end as name
    from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'bullmq')`.execute(
    database.db,
  );
  const listed = [...KEPT, ...Object.keys(LEFT_OUT)];
  const here = listed.filter((name) => name !== "kysely_migration_lock");
  expect(here.sort()).toEqual(rows.map(({ name }) => name).sort());
  expect(new Set(listed).size).toBe(listed.length);
  expect(OWN_ACCORD.filter((name) => !KEPT.includes(name))).toEqual([]);
});

test("secrets of sign-in are left out", () => {
  for (const name of ["session", "sign_in_link", "otp_challenge", "message", "idempotency"])
    expect(Object.keys(LEFT_OUT)).toContain(name);
});

test("no kept table refers to one that is left out", async () => {
  const { rows } = await sql<{ from: string; to: string }>`
    select conrelid::regclass::text as from, confrelid::regclass::text as to
    from pg_constraint where contype = 'f'`.execute(database.db);
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter(({ from, to }) => KEPT.includes(from) && !KEPT.includes(to))).toEqual([]);
});

test("the cursors that a backup leaves out are those of the search index", () => {
  const own = searchWork.consumers.map(({ name }) => name);
  expect(registry.consumers.map(({ name }) => name).filter((name) => name.startsWith("search-"))).toEqual(
    own,
  );
});
