import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { suspendEnterprise } from "../../src/enterprises/index.ts";
import {
  listMonthLines,
  MONTH_MEASURES,
  type MonthAnswer,
  type MonthMeasure,
  monthOf,
  readMonth,
} from "../../src/figures/index.ts";
import { spanOf } from "../../src/figures/rules.ts";
import { MONTH_LINES } from "../../src/figures/store.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { inTransaction } from "../../src/platform/core/store.ts";
import { approvePosting, returnPosting, submitPosting, undoApproval } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { draftFair } from "../factories/fairs.ts";
import { submittedPosting } from "../factories/postings.ts";
import { bodyOf, type Client } from "../support/app.ts";
import { code } from "../support/refusals.ts";
import { heldFair } from "./held-fair.ts";

let hall: Hall;
let neighbour: Client;
let present: string;

const db = () => hall.t.services.db;
const nOf = ({ figures }: Pick<MonthAnswer, "figures">, measure: MonthMeasure) =>
  figures.find((one) => one.measure === measure)?.n;
const partOf = ({ figures }: MonthAnswer, measure: MonthMeasure, dimension: string): Record<string, number> =>
  Object.fromEntries(
    (figures.find((one) => one.measure === measure)?.by ?? [])
      .filter((one) => one.dimension === dimension)
      .map(({ value, n }) => [value, n]),
  );
const linesOf = async (ctx: RequestContext, measure: MonthMeasure, month?: string) =>
  (await listMonthLines(ctx, { measure, month, limit: 100 })).items;
const inMonth = (at: Date | null, month: string) => at !== null && monthOf(at) === month;

/** Inserts an audit row of a posting at a given time. */
const act = (action: string, posting: string, at: string) =>
  sql`insert into audit (id, at, actor_kind, action, subject_kind, subject_id, city)
    values (${hall.t.services.ids.uuid()}, ${at}::timestamptz, 'account', ${action}, 'posting', ${posting}, ${HOME})`.execute(
    db(),
  );

beforeAll(async () => {
  hall = await openHall();
  const { t, officer, member, enterpriseId } = hall;
  neighbour = await t.asOfficer(NEIGHBOUR);
  present = monthOf(t.services.clock.now());

  const undone = await submittedPosting(member.ctx, enterpriseId);
  const { rev } = await approvePosting(officer.ctx, { id: undone.id });
  await undoApproval(officer.ctx, { id: undone.id, ifRev: rev });
  const again = await submittedPosting(member.ctx, enterpriseId);
  await returnPosting(officer.ctx, { id: again.id, reasons: ["PAY_UNCLEAR"] });
  await submitPosting(member.ctx, { id: again.id });
  await approvePosting(officer.ctx, { id: again.id });

  const other = await verifiedEnterprise(t.services, neighbour.ctx, { county: COUNTY[NEIGHBOUR] ?? "" });
  const theirs = await submittedPosting(other.member, other.enterprise.id);
  await approvePosting(neighbour.ctx, { id: theirs.id });

  for (const hours of [1, 3, 50]) {
    const { id } = await hall.sent();
    await bodyOf(await hall.answer(id), 200);
    const answered = sql`update application set created_at = answered_at - make_interval(hours => ${hours}) where id = ${id}`;
    await answered.execute(db());
  }
  await hall.sent();
});
afterAll(() => hall.t.close());

describe("the figures of a month", () => {
  test("are those of the raw rows, counted a second way", async () => {
    const answer = await readMonth(hall.officer.ctx, {});
    const audits = await db()
      .selectFrom("audit")
      .select(["action", "at", "subjectId"])
      .where("city", "=", HOME)
      .orderBy("at")
      .execute();
    const now = audits.filter(({ at }) => inMonth(at, present));
    const count = (action: string) => now.filter((row) => row.action === action).length;
    const applications = await db()
      .selectFrom("application")
      .selectAll()
      .where("homeCity", "=", HOME)
      .execute();
    expect(answer.month).toBe(present);
    expect(nOf(answer, "approved")).toBe(count("posting.approve") - count("posting.undo"));
    expect(nOf(answer, "returned")).toBe(count("posting.return"));
    expect(nOf(answer, "verified")).toBe(count("enterprise.verify"));
    expect(nOf(answer, "received")).toBe(applications.filter((a) => inMonth(a.createdAt, present)).length);
    expect(nOf(answer, "answered")).toBe(applications.filter((a) => inMonth(a.answeredAt, present)).length);
    const seconds = applications
      .flatMap((a) => (a.answeredAt ? [(a.answeredAt.getTime() - a.createdAt.getTime()) / 1000] : []))
      .sort((a, b) => a - b);
    expect(seconds.map((one) => Math.round(one / 3600))).toEqual([1, 3, 50]);
    expect(answer.medians.find(({ whole }) => whole)).toMatchObject({ n: 3, seconds: seconds[1] });
    // Four persons applied, each to a posting of their own; one more posting was returned before.
    expect([nOf(answer, "approved"), nOf(answer, "returned")]).toEqual([5, 1]);
  });

  test("each figure is as long as its list, and each line leads to a record", async () => {
    const answer = await readMonth(hall.officer.ctx, {});
    for (const measure of MONTH_MEASURES) {
      const lines = await linesOf(hall.officer.ctx, measure);
      expect([measure, lines.length]).toEqual([measure, nOf(answer, measure)]);
      for (const { record, label } of lines) expect([record.length, label.length > 0]).toEqual([36, true]);
    }
  });

  test("a county's list has its part of the figure; the parts sum up to it", async () => {
    const { officer } = hall;
    const answer = await readMonth(officer.ctx, {});
    const parts = partOf(answer, "approved", "county");
    expect(Object.values(parts).reduce((sum, n) => sum + n, 0)).toBe(nOf(answer, "approved"));
    const county = COUNTY[HOME] ?? "";
    const asked = { measure: "approved", dimension: "county", value: county, limit: 100 } as const;
    expect((await listMonthLines(officer.ctx, asked)).items).toHaveLength(parts[county] ?? -1);
    expect(partOf(answer, "approved", "city")).toEqual({ [HOME]: nOf(answer, "approved") });
  });

  test("an officer counts the own city or county, and nobody else's", async () => {
    const own = await readMonth(neighbour.ctx, {});
    expect([nOf(own, "approved"), nOf(own, "received")]).toEqual([1, 0]);
    const inCounty = await hall.t.asOfficer(HOME, COUNTY[HOME] ?? null);
    const elsewhere = await hall.t.asOfficer(HOME, "211402");
    const whole = await readMonth(hall.officer.ctx, {});
    expect(nOf(await readMonth(inCounty.ctx, {}), "approved")).toBe(nOf(whole, "approved"));
    const empty = await readMonth(elsewhere.ctx, {});
    expect(empty.figures.map(({ n }) => n)).toEqual(MONTH_MEASURES.map(() => 0));
    for (const who of [hall.member, await hall.seeker(false)])
      expect(await code(readMonth(who.ctx, {}))).toBe("ROLE_REQUIRED");
  });

  test("a suspension changes no figure of the past", async () => {
    const { enterprise, member } = await verifiedEnterprise(hall.t.services, hall.officer.ctx);
    const { id } = await submittedPosting(member, enterprise.id);
    await approvePosting(hall.officer.ctx, { id });
    const before = await readMonth(hall.officer.ctx, {});
    await suspendEnterprise(hall.officer.ctx, { id: enterprise.id, reason: "核查" });
    expect(await readMonth(hall.officer.ctx, {})).toMatchObject({ figures: before.figures });
  });
});

describe("the months", () => {
  test("end at midnight in Shanghai, and an empty month counts nothing", async () => {
    const { officer } = hall;
    const id = await hall.publish();
    await act("posting.approve", id, "2025-03-31T15:59:59.999Z");
    await act("posting.approve", id, "2025-03-31T16:00:00Z");
    await act("posting.return", id, "2025-04-30T15:59:59.999Z");
    const months = ["2025-02", "2025-03", "2025-04", "2025-05"];
    const counted = [];
    for (const month of months) {
      const answer = await readMonth(officer.ctx, { month });
      counted.push([nOf(answer, "approved"), nOf(answer, "returned")]);
    }
    expect(counted).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
    const { year } = await readMonth(officer.ctx, { month: "2025-05" });
    const approved = year.find(({ measure }) => measure === "approved");
    expect(approved?.by.map(({ value, n }) => [value, n]).sort()).toEqual([
      ["2025-03", 1],
      ["2025-04", 1],
    ]);
    const empty = await readMonth(officer.ctx, { month: "2025-02" });
    expect([empty.medians, empty.figures.flatMap(({ by }) => by)]).toEqual([[], []]);
  });

  test("imports that were taken back later, and approvals undone in a minute, do not count", async () => {
    const [kept, taken] = [await hall.publish(), await hall.publish()];
    for (const id of [kept, taken]) await act("posting.import", id, "2025-06-10T02:00:00Z");
    await act("posting.takeBack", taken, "2025-06-11T02:00:00Z");
    for (const [at, undo] of [
      ["2025-06-12T02:00:00Z", "2025-06-12T02:00:59Z"],
      ["2025-06-13T02:00:00Z", "2025-06-13T02:01:01Z"],
    ] as const) {
      await act("posting.approve", kept, at);
      await act("posting.undo", kept, undo);
    }
    const answer = await readMonth(hall.officer.ctx, { month: "2025-06" });
    expect([nOf(answer, "imported"), nOf(answer, "approved")]).toEqual([1, 1]);
  });

  test("the present one is shown without a month, and none that is still to come", async () => {
    const { ctx } = hall.officer;
    expect((await readMonth(ctx, {})).after).toBeNull();
    expect((await readMonth(ctx, { month: "2025-12" })).after).toBe("2026-01");
    expect(await code(readMonth(ctx, { month: "2099-01" }))).toBe("INVALID_INPUT");
  });
});

describe("what was held", () => {
  test("a fair counts from its opening, its codes and who came with them", async () => {
    const { officer, t } = hall;
    await draftFair(officer.ctx);
    const month = "2025-08";
    const id = await heldFair(t.services, officer.ctx, `${month}-01`);
    const answer = await readMonth(officer.ctx, { month });
    expect([nOf(answer, "interviews"), nOf(answer, "missed")]).toEqual([2, 1]);
    expect(await linesOf(officer.ctx, "interviews", month)).toHaveLength(2);
    expect([nOf(answer, "fairs"), nOf(answer, "codes"), nOf(answer, "came")]).toEqual([1, 3, 1]);
    expect(nOf(await readMonth(neighbour.ctx, { month }), "fairs")).toBe(0);
    await db().updateTable("fair").set({ status: "cancelled" }).where("id", "=", id).execute();
    expect(nOf(await readMonth(officer.ctx, { month }), "fairs")).toBe(0);
  });
});

test("the counts of acts and answers are found by their indexes", async () => {
  const asked = { ...spanOf("2025-03"), offices: [{ city: HOME, county: null }] };
  const plans = await inTransaction({ db: db() }, async (tx) => {
    await sql`set local enable_seqscan = off`.execute(tx);
    const found: Record<string, string> = {};
    for (const measure of ["approved", "imported", "verified", "answered", "fairs"] as const)
      found[measure] = JSON.stringify((await sql`explain ${MONTH_LINES[measure](asked)}`.execute(tx)).rows);
    return found;
  });
  for (const measure of ["approved", "imported", "verified"])
    expect(plans[measure]).toContain("audit_monthly");
  expect(plans.answered).toContain("application_answered");
  expect(plans.fairs).toContain("fair_host");
});
