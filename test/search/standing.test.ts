import { afterAll, beforeAll, expect, test } from "vitest";
import { readStanding } from "../../src/search/store/standing.ts";
import { twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
let slug: string;
beforeAll(async () => {
  database = await testDatabase();
  slug = (await twoAgreements(database.db)).first.slug;
});
afterAll(() => database.drop());

const scopeOf = (agreement: string) => ({ city: null, agreement });

test("questions that arrive during a read share the next one, and none gets the one that is running", async () => {
  const { db } = database;
  const first = readStanding(db, scopeOf(slug));
  const [second, third] = [readStanding(db, scopeOf(slug)), readStanding(db, scopeOf(slug))];
  expect(second).not.toBe(first);
  expect(third).toBe(second);
  expect(readStanding(db, scopeOf("another"))).not.toBe(second);
  expect((await first).homeCities.length).toBeGreaterThan(0);
  expect(await third).toEqual(await second);
});

test("a failed read is reported to its callers, and later questions start a new one", async () => {
  const broken = { ...database.db } as unknown as typeof database.db;
  const [first, second] = [readStanding(broken, scopeOf(slug)), readStanding(broken, scopeOf(slug))];
  await expect(first).rejects.toThrow();
  await expect(second).rejects.toThrow();
  const later = readStanding(broken, scopeOf(slug));
  expect(later).not.toBe(second);
  await expect(later).rejects.toThrow();
});
