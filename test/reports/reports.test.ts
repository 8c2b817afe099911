import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import {
  DIMENSIONS,
  type LinesSql,
  listLines,
  listSnapshots,
  type ReportDefinition,
  readReport,
  submitReport,
} from "../../src/reports/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { code } from "../support/refusals.ts";
import { testContext } from "../support/system-context.ts";

type Measure = "guests" | "questions";

let database: TestDatabase;
let ctx: RequestContext;
beforeAll(async () => {
  database = await testDatabase();
  ctx = await testContext(database.db);
});
afterAll(() => database.drop());

type Line = [key: string, weight: number, city: string | null, channel: string | null];
/** The current lines of each event. A test changes them. */
const current = new Map<string, Record<Measure, Line[]>>();

const linesOf =
  (measure: Measure) =>
  (eventId: string): LinesSql =>
    sql`
    select l->>0 as key, (l->>1)::int as weight, l->>2 as city, null as sector, null as type, l->>3 as channel, null::uuid as hall,
      'line ' || (l->>0) as label, null as reference, null::timestamptz as at
    from jsonb_array_elements(${JSON.stringify(current.get(eventId)?.[measure] ?? [])}::jsonb) l`;

const MEETING: ReportDefinition<Measure> = {
  kind: "fair",
  measures: ["guests", "questions"],
  dimensions: DIMENSIONS,
  lines: { guests: linesOf("guests"), questions: linesOf("questions") },
};

function newEvent(lines: Partial<Record<Measure, Line[]>>): string {
  const eventId = ctx.ids.uuid();
  current.set(eventId, { guests: [], questions: [], ...lines });
  return eventId;
}
const submit = (eventId: string, label = "final") =>
  inTransaction(ctx, (tx) => submitReport(tx, ctx, MEETING, { eventId, label }));
const pageOf = (eventId: string, more: Partial<Parameters<typeof listLines<Measure>>[2]> = {}) =>
  listLines(ctx, MEETING, { eventId, measure: "guests", limit: 10, ...more });
const labels = async (...args: Parameters<typeof pageOf>) =>
  (await pageOf(...args)).items.map(({ label }) => label);

const GUESTS: Line[] = [
  ["a", 2, "211400", "hb-11111"],
  ["a", 1, "211400", null],
  ["b", 4, "210900", "hb-11111"],
  ["c", 1, null, null],
];

test("a figure counts keys and sums weights, in total and by each dimension", async () => {
  const eventId = newEvent({ guests: GUESTS });
  const { figures } = await readReport(ctx, MEETING, eventId);
  const [guests, questions] = figures;
  expect([guests?.measure, guests?.n, guests?.total]).toEqual(["guests", 3, 8]);
  expect(questions).toMatchObject({ measure: "questions", n: 0, total: 0 });
  const by = (dimension: string) =>
    guests?.by.filter((one) => one.dimension === dimension).map(({ value, n, total }) => [value, n, total]);
  expect(by("city")).toEqual([
    ["210900", 1, 4],
    ["211400", 1, 3],
    [null, 1, 1],
  ]);
  expect(by("channel")).toEqual([
    ["hb-11111", 2, 6],
    [null, 2, 2],
  ]);
  expect(by("sector")).toEqual([[null, 3, 8]]);
});

test("lines come by page, by value of a dimension; a cursor belongs to its query", async () => {
  const eventId = newEvent({ guests: GUESTS });
  const first = await pageOf(eventId, { limit: 3 });
  const cursor = first.nextCursor ?? "";
  const second = await pageOf(eventId, { limit: 3, cursor });
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 1, null]);
  expect(await labels(eventId, { dimension: "city", value: "210900" })).toEqual(["line b"]);
  expect(await labels(eventId, { dimension: "city", value: "" })).toEqual(["line c"]);
  for (const other of [
    pageOf(eventId, { cursor, dimension: "city" }),
    pageOf(eventId, { cursor, measure: "questions" }),
    pageOf(newEvent({ guests: GUESTS }), { cursor }),
    pageOf(eventId, { cursor: "nonsense" }),
  ])
    expect(await code(other)).toBe("CURSOR_INVALID");
});

test("a submitted report does not change when the event does", async () => {
  const eventId = newEvent({ guests: GUESTS });
  const submitted = await submit(eventId, "after the event");
  expect(submitted.report.figures[0]).toMatchObject({ measure: "guests", n: 3, total: 8 });
  current.set(eventId, { guests: [["d", 9, null, null]], questions: [] });
  expect((await readReport(ctx, MEETING, eventId)).figures[0]).toMatchObject({ n: 1, total: 9 });
  expect(await labels(eventId)).toEqual(["line d"]);
  const later = await submit(eventId, "a month later");
  expect(await listSnapshots<Measure>(ctx, { kind: "fair", id: eventId })).toEqual([later, submitted]);
  const stored = await labels(eventId, { snapshot: submitted.id });
  expect(stored.sort()).toEqual(["line a", "line a", "line b", "line c"]);
});

test("a report of another event is missing", async () => {
  const [eventId, other] = [newEvent({ guests: GUESTS }), newEvent({})];
  const { id } = await submit(eventId);
  expect(await code(pageOf(other, { snapshot: id }))).toBe("NOT_FOUND");
  expect(await listSnapshots(ctx, { kind: "fair", id: other })).toEqual([]);
});

test("stored lines number themselves, hide their keys, and refuse every change", async () => {
  const eventId = newEvent({ guests: GUESTS });
  const [one, two] = [await submit(eventId), await submit(eventId)];
  const keys = async (id: string) => {
    const query = ctx.db.selectFrom("reportLine").select(["key", "lineNumber"]).where("reportId", "=", id);
    return query.orderBy("lineNumber").execute();
  };
  const [first, second] = [await keys(one.id), await keys(two.id)];
  expect(first.map(({ lineNumber }) => Number(lineNumber))).toEqual([1, 2, 3, 4]);
  expect(new Set(first.map(({ key }) => key)).size).toBe(3);
  expect(first.filter(({ key }) => key.length !== 32 || second.some((row) => row.key === key))).toEqual([]);
  for (const change of [
    sql`update report set label = '' where id = ${one.id}`,
    sql`delete from report where id = ${one.id}`,
    sql`update report_line set weight = 0 where report_id = ${one.id}`,
    sql`delete from report_line where report_id = ${one.id}`,
    sql`delete from fair_report_line where report_id = ${one.id}`,
  ])
    await expect(change.execute(ctx.db)).rejects.toThrow(/only grows/);
});

test("a process of the previous release submits and reads under the old names", async () => {
  const [eventId, id] = [newEvent({}), ctx.ids.uuid()];
  await inTransaction(ctx, async (tx) => {
    await sql`
      insert into fair_report_line (report_id, measure, place, key, weight, city, sector, type, channel, label, reference, at)
      values (${id}, 'guests', 1, 'k', 1, null, null, null, null, 'old line', null, null)`.execute(tx);
    await sql`
      insert into fair_report (id, fair_id, label, figures, taken_by)
      values (${id}, ${eventId}, 'old', '[]', null)`.execute(tx);
  });
  const { rows } = await sql`select label from fair_report where fair_id = ${eventId}`.execute(ctx.db);
  expect(rows).toEqual([{ label: "old" }]);
  expect((await listSnapshots(ctx, { kind: "fair", id: eventId })).map((one) => one.id)).toEqual([id]);
  expect(await labels(eventId, { snapshot: id })).toEqual(["old line"]);
});
