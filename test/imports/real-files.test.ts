import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dryRun, getImport, listImportRows, setMapping } from "../../src/imports/index.ts";
import type { RequestContext, Services } from "../../src/platform/context.ts";
import { getPosting, publishReposts } from "../../src/postings/index.ts";
import { officer, visitor } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { daysAhead } from "../factories/postings.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { openServices } from "../support/services.ts";
import { fairSheet, sharedFile } from "./reading/support.ts";
import { importSheet, stage } from "./support.ts";

const jobs = sharedFile("51job-jobspider.csv");
/** Titles of the file that end with a number of people (…（社招）2人). */
const PEOPLE_IN_TITLES = 7;
const absent = "the shared sample data is not beside the project";

let database: TestDatabase;
let services: Services;
let union: RequestContext;
const one = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(database.db)).rows[0];

beforeAll(async () => {
  database = await testDatabase();
  services = await openServices(database);
  await twoAgreements(database.db);
  union = await officer(services, HOME);
});
afterAll(() => database.drop());

describe("the sheet of the unions", () => {
  const bytes = fairSheet();
  const filename = "岗位汇总.xlsx";

  test("a dry run predicts the run and writes no posting", async () => {
    const { id, counts } = await stage(union, { bytes, filename });
    expect(counts).toMatchObject({ data: 84, title: 2, header: 1, total: 1, note: 1 });
    const { plan } = await dryRun(union, { id });
    expect(plan?.rows).toEqual({ create: 84 });
    expect(plan?.reasons).toMatchObject({ MISSING_DUTIES: 84, MISSING_VALID_THROUGH: 84 });
    const pages = await listImportRows(union, { id, limit: 20, reason: "MISSING_PAY" });
    expect(pages.items).toHaveLength(plan?.reasons.MISSING_PAY ?? -1);
    expect(pages.items[0]?.reasons).toContainEqual({
      column: "薪资待遇",
      field: "pay",
      code: "MISSING_PAY",
    });
    expect(await one(sql<{ n: number }>`select count(*)::int as n from posting`)).toEqual({ n: 0 });
  });

  test("84 of 84 rows become postings of 16 enterprises; a second import changes nothing", async () => {
    const id = await importSheet(union, { bytes, filename });
    expect((await getImport(union, { id })).result).toMatchObject({ rows: { created: 84 }, published: 0 });
    expect(
      await one(sql`select count(*)::int as postings, count(distinct enterprise_id)::int as enterprises,
        bool_or(title ~ '合计|注：|汇总表') as others, bool_and(status = 'draft') as drafts from posting`),
    ).toEqual({ postings: 84, enterprises: 16, others: false, drafts: true });
    const again = await importSheet(union, { bytes, filename });
    expect((await getImport(union, { id: again })).result?.rows).toEqual({ unchanged: 84 });
    expect(
      await one(
        sql`select count(*)::int as postings, max(rev) as rev, (select count(*)::int from enterprise) as e from posting`,
      ),
    ).toEqual({ postings: 84, rev: 1, e: 16 });
    const others = await listImportRows(union, { id, limit: 20, kind: "total" });
    expect(others.items.map((row) => [row.row, row.outcome, row.postingId])).toEqual([[89, null, null]]);
  });

  test("completion sets one date, and duties for the employer to confirm", async () => {
    const { id } = await stage(union, { bytes, filename });
    const validThrough = await daysAhead(services, 60);
    await setMapping(union, { id, options: { validThrough, fillDuties: true } });
    const { plan } = await dryRun(union, { id });
    expect(plan?.rows).toEqual({ update: 84 });
    expect(plan?.reasons.VALIDITY_FILLED).toBe(84);
    expect(plan?.reasons.DUTIES_SUGGESTED).toBeGreaterThan(60);
    expect(plan?.reasons.MISSING_VALID_THROUGH).toBeUndefined();
  });
});

describe.skipIf(!jobs)(`the 51job file (skipped where ${absent})`, () => {
  const bytes = jobs ?? new Uint8Array();
  let id: string;

  test("every row becomes a draft that names what it lacks", async () => {
    id = await importSheet(union, {
      bytes,
      filename: "51job.csv",
      source: { name: "前程无忧" },
      repost: true,
    });
    const done = await getImport(union, { id });
    const { result } = done;
    expect(result?.rows.created).toBeGreaterThanOrEqual(4_570);
    expect(Object.values(result?.rows ?? {}).reduce((a, b) => a + b, 0)).toBe(4_581);
    expect(result?.reasons).toMatchObject({
      MISSING_HEADCOUNT: (result?.rows.created ?? 0) - PEOPLE_IN_TITLES,
      TEXT_DAMAGED: 44,
    });
    expect(done.rows).toMatchObject({ data: 4_581, done: 4_581 });
    const counts = await one<Record<string, number>>(sql`
      select count(*)::int as drafts,
        count(*) filter (where missing @> '{headcount,duties,validThrough}')::int as says,
        count(*) filter (where flags @> '[{"code":"TEXT_DAMAGED"}]')::int as damaged,
        count(*) filter (where pay_text is not null)::int as paid,
        count(*) filter (where pay_min_yuan is not null or pay_max_yuan is not null)::int as read,
        count(*) filter (where city is not null)::int as placed,
        count(*) filter (where city is not null and city not in (select code from city))::int as outside
      from posting where import_id = ${id}`);
    expect(counts).toMatchObject({ says: (counts?.drafts ?? 0) - PEOPLE_IN_TITLES, damaged: 44 });
    expect((counts?.read ?? 0) / (counts?.paid ?? 1)).toBeGreaterThanOrEqual(0.99);
    expect(counts?.outside).toBeGreaterThan(3_000);
  });

  test("an officer publishes them in bulk as reposts: missing values are null, nobody can apply", async () => {
    const validThrough = await daysAhead(services, 30);
    const { done, skipped } = await publishReposts(union, { importId: id, validThrough });
    expect({ done: done >= 4_570, skipped }).toEqual({ done: true, skipped: [] });
    const { items } = await listImportRows(union, { id, outcome: "created", limit: 1 });
    const view = await getPosting(visitor(services), items[0]?.postingId ?? "");
    expect(view).toMatchObject({
      headcount: null,
      headcountText: null,
      duties: null,
      repostFrom: "前程无忧",
      applyBlock: "unclaimed",
      validThrough,
    });
  });

  test("a second import creates nothing", async () => {
    const again = await importSheet(union, {
      bytes,
      filename: "51job.csv",
      source: { name: "前程无忧" },
      repost: true,
    });
    const { result } = await getImport(union, { id: again });
    expect(result?.rows.created).toBeUndefined();
    expect(result?.rows.unchanged).toBeGreaterThanOrEqual(4_570);
  });
});
