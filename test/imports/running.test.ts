import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDb } from "../../db/client.ts";
import { getImport, listImportRows, runImport, startImport } from "../../src/imports/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import { drainAll } from "../../workers/index.ts";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { runScript } from "../support/scripts.ts";
import { openServices } from "../support/services.ts";
import { importSheet, line, sheetOf, stage } from "./support.ts";

const ROWS = 1_300;
const sheet = (n = ROWS) => sheetOf(...Array.from({ length: n }, (_, i) => line(i)));

let database: TestDatabase;
let services: Services;
let union: RequestContext;
beforeEach(async () => {
  database = await testDatabase();
  services = await openServices(database);
  await twoAgreements(database.db);
  union = await officer(services, HOME);
});
afterEach(() => database.drop());

const postings = async () =>
  (
    await sql<{ all: number; kinds: number }>`
      select count(*)::int as "all", count(distinct title)::int as kinds from posting`.execute(database.db)
  ).rows[0];

const resultOf = async (id: string) => (await getImport(union, { id })).result?.rows;

/**
 * Starts an import whose process is killed in its third batch, while two may be written at once. Returns the
 * import's id, and the number of rows that were written: one batch of 500, or with it the second or the last
 * of 300.
 */
async function killed(): Promise<{ id: string; done: number }> {
  const { id } = await stage(union, { bytes: sheet() });
  await startImport(union, { id });
  expect(await runScript("dying-import", [database.url, id, "2100"])).toBe("SIGKILL");
  const { rows, status } = await getImport(union, { id });
  expect(status).toBe("running");
  expect([500, 800, 1_000]).toContain(rows.done);
  return { id, done: rows.done };
}

describe("a run killed in the middle", () => {
  test("resumes where it stopped: every row once, none half-written", async () => {
    const { id, done } = await killed();
    expect(await postings()).toEqual({ all: done, kinds: done });
    await database.travel("1 hour");
    await drainAll(services);
    expect(await resultOf(id)).toEqual({ created: ROWS });
    expect(await postings()).toEqual({ all: ROWS, kinds: ROWS });
  });

  test("twin: without the killed run's notes the next run doubles its rows", async () => {
    const { id, done } = await killed();
    await sql`update import_row set outcome = null, posting_id = null where import_id = ${id}`.execute(
      database.db,
    );
    await sql`update posting set source_key = id::text`.execute(database.db);
    await runImport(union, { importId: id });
    expect(await postings()).toEqual({ all: ROWS + done, kinds: ROWS });
  });
});

test("rows that the server lost before the staging ended are missed", async () => {
  await sql`create function lose() returns trigger language plpgsql as 'begin return null; end'`.execute(
    database.db,
  );
  await sql`create trigger lose before insert on import_row for each row when (new.position = 7) execute function lose()`.execute(
    database.db,
  );
  await expect(stage(union, { bytes: sheet(600) })).rejects.toThrow("600 of 601 rows");
  const { rows } = await sql<{ status: string; left: number }>`
    select status, (select count(*)::int from import_row) as left from import_batch`.execute(database.db);
  expect(rows).toEqual([{ status: "failed", left: 0 }]);
});

describe("two copies of a sheet at the same time", () => {
  /**
   * Runs two imports of the same sheet concurrently, each on connections of its own with PostgreSQL
   * `options`. Returns the number of postings and of distinct titles.
   */
  async function both(options = "") {
    await importSheet(union, { bytes: sheetOf(line(5_000)) });
    const bytes = sheet(1_000);
    const ids = [(await stage(union, { bytes })).id, (await stage(union, { bytes })).id];
    for (const id of ids) await startImport(union, { id });
    const url = `${database.url}?options=${encodeURIComponent(options)}`;
    const databases = ids.map(() => createDb(url, { max: 2 }));
    const runs = ids.map((importId, i) =>
      runImport({ ...union, db: databases[i] ?? union.db }, { importId }),
    );
    await Promise.all(runs);
    await Promise.all(databases.map((db) => db.destroy()));
    return { ids, made: await postings() };
  }

  /** Runs both without turns: the lock of a city does nothing. */
  async function withoutTurns() {
    await sql`create schema unguarded`.execute(database.db);
    await sql`create function unguarded.pg_advisory_xact_lock(bigint) returns void language sql as ''`.execute(
      database.db,
    );
    return both("-c search_path=unguarded,pg_catalog,public");
  }

  /** Drops the unique index, which prevents duplicate postings even if the imports do not take turns. */
  const dropKeys = () => sql`drop index posting_source`.execute(database.db);

  test("take turns: the second import finds the postings of the first", async () => {
    await dropKeys();
    expect((await both()).made).toEqual({ all: 1_001, kinds: 1_001 });
  });

  test("twin: without turns both create the same posting", async () => {
    await dropKeys();
    const { made } = await withoutTurns();
    expect(made?.kinds).toBe(1_001);
    expect(made?.all).toBeGreaterThan(1_001);
  });

  test("without turns, the source keys keep them apart, and no row is refused", async () => {
    const { ids, made } = await withoutTurns();
    expect(made).toEqual({ all: 1_001, kinds: 1_001 });
    const results = await Promise.all(ids.map(resultOf));
    const counted = (outcome: string) => results.reduce((sum, one) => sum + (one?.[outcome] ?? 0), 0);
    expect({ created: counted("created"), unchanged: counted("unchanged") }).toEqual({
      created: 1_000,
      unchanged: 1_000,
    });
  });
});

test("a row that the database refuses fails alone", async () => {
  // The second statement of the batch fails, after the first one has inserted its postings.
  await sql`alter table posting add constraint no_130 check (title <> '电焊工130')`.execute(database.db);
  const id = await importSheet(union, { bytes: sheet(140) });
  expect(await resultOf(id)).toEqual({ created: 139, refused: 1 });
  expect(await postings()).toEqual({ all: 139, kinds: 139 });
  const { items } = await listImportRows(union, { id, limit: 20, outcome: "refused" });
  expect(items.map(({ row, reasons }) => [row, reasons[0]?.code])).toEqual([[132, "ROW_UNREADABLE"]]);
});

test("a sheet sent again with a changed row updates only that posting", async () => {
  await importSheet(union, { bytes: sheetOf(line(1), line(2)), source: { name: "网站" } });
  const changed = sheetOf(line(1), line(2, { pay: "8000-9000元/月" }), line(3));
  const id = await importSheet(union, { bytes: changed, source: { name: "网站" } });
  // Rows without a source id are identified by their content, so a changed one is new.
  expect(await resultOf(id)).toEqual({ unchanged: 1, created: 2 });
});

test("new, changed and unchanged rows of one batch each get their own outcome", async () => {
  const rows = (pay: (n: number) => string, n: number) =>
    [
      "岗位编号,企业名称,招聘岗位,人数,薪资待遇,工作地点",
      ...Array.from({ length: n }, (_, i) => `k${i},甲公司,电焊工${i},5,${pay(i)},葫芦岛兴城市`),
    ].join("\n");
  const source = { name: "网站" };
  await importSheet(union, { bytes: rows(() => "5000元/月", 300), source });
  const id = await importSheet(union, {
    bytes: rows((n) => (n % 3 === 0 ? "7000元/月" : "5000元/月"), 400),
    source,
  });
  expect(await resultOf(id)).toEqual({ created: 100, updated: 100, unchanged: 200 });
  const { rows: wrong } = await sql`
    select r.position from import_row r join posting p on p.id = r.posting_id
    where r.import_id = ${id} and (p.title <> r.cells ->> 2 or p.pay_text <> r.cells ->> 4)`.execute(
    database.db,
  );
  expect(wrong).toEqual([]);
});

test("with source ids a changed row stays the same posting", async () => {
  const withIds = (...rows: [string, string][]) =>
    [
      "岗位编号,企业名称,招聘岗位,人数,薪资待遇,工作地点",
      ...rows.map(([key, pay]) => `${key},甲公司,电焊工,5,${pay},葫芦岛兴城市`),
    ].join("\n");
  await importSheet(union, { bytes: withIds(["a1", "5000元/月"], ["a2", "6000元/月"]) });
  const id = await importSheet(union, { bytes: withIds(["a1", "5000元/月"], ["a2", "7000元/月"]) });
  expect(await resultOf(id)).toEqual({ unchanged: 1, updated: 1 });
  expect((await postings())?.all).toBe(2);
});
