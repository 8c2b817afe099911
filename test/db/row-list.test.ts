import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rowList } from "../../db/row-list.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const COLUMNS = {
  id: "uuid",
  said: "text",
  words: "text[]",
  facts: "jsonb",
  count: "int",
  day: "date",
  open: "boolean",
} as const;
const FULL = {
  id: "019a2278-0000-7000-8000-000000000001",
  said: '电焊工 "二保焊"\n\\ 𠮷',
  words: ["a", 'say "no"', "back\\slash", "two\nlines", "", "NULL", "a,b{c}"],
  facts: { meals: true, note: null, list: [1] },
  count: 3,
  day: "2026-11-30",
  open: false,
};

test("the database reads every value as it was given, in order", async () => {
  const blank = { id: null, said: null, words: null, facts: null, count: null, day: null, open: null };
  const { rows } = await sql`
    select id, said, words, facts, count, day::text, open, nth::int from ${rowList([FULL, blank, {}], COLUMNS)}
    order by nth`.execute(database.db);
  expect(rows).toEqual([
    { ...FULL, nth: 1 },
    { ...blank, nth: 2 },
    { ...blank, nth: 3 },
  ]);
});

test("the database reads values that all rows share, and values that differ only in kind", async () => {
  const at = new Date("2026-11-30T01:02:03Z");
  const shared = { ...FULL, words: [], facts: {} };
  const { rows } = await sql`
    select id, said, words, facts, count, day::text, open from ${rowList([shared, { ...shared, words: [] }], COLUMNS)}
    order by nth`.execute(database.db);
  expect(rows).toEqual([shared, shared]);
  const mixed = [{ facts: [] }, { facts: {} }, { facts: null }];
  expect(
    await sql`select facts from ${rowList(mixed, { facts: "jsonb" })} order by nth`.execute(database.db),
  ).toMatchObject({ rows: mixed });
  const times = [{ at }, { at: new Date(at.getTime() + 1000) }];
  expect(
    await sql`select at from ${rowList(times, { at: "timestamptz" })} order by nth`.execute(database.db),
  ).toMatchObject({ rows: times });
});

test("no row is a list too", async () => {
  const { rows } = await sql`select * from ${rowList([], COLUMNS)}`.execute(database.db);
  expect(rows).toEqual([]);
});

test("a value of another type is refused", async () => {
  const asked = sql`select count from ${rowList([{ count: "3; drop table posting" }], { count: "int" })}`;
  await expect(asked.execute(database.db)).rejects.toThrow("invalid input syntax for type integer");
});
