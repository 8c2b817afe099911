import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "../../src/applications/index.ts";
import { saveProfile } from "../../src/candidates/index.ts";
import { claimEnterprise, suspendEnterprise } from "../../src/enterprises/index.ts";
import type { RequestContext } from "../../src/platform/context.ts";
import { accountIdOf } from "../../src/platform/core/actor.ts";
import { closeForCause, objectToClosing, reportPosting } from "../../src/postings/index.ts";
import {
  countWork,
  handOver,
  listColleagues,
  listWork,
  type WorkFilter,
  type WorkItem,
} from "../../src/worklist/index.ts";
import { officer, person } from "../factories/actors.ts";
import { COUNTY, FOREIGN, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { cityWithEnterprise } from "../factories/city-with-enterprise.ts";
import {
  claimedEnterprise,
  creditCode,
  importedEnterprise,
  verifiedEnterprise,
} from "../factories/enterprises.ts";
import { announcedFair, recommended, registered } from "../factories/fairs.ts";
import { announcedLivestream } from "../factories/livestreams.ts";
import { publishedPosting, submittedPosting } from "../factories/postings.ts";
import { importSheet, line, sheetOf, stage } from "../imports/support.ts";
import { code } from "../support/refusals.ts";

const { database, services, union, company } = await cityWithEnterprise();
afterAll(() => database.drop());

const own = (ctx: RequestContext) => accountIdOf(ctx.actor) ?? "";
const kindsOf = (items: readonly WorkItem[]) => [...new Set(items.map(({ kind }) => kind))].sort();

/** Reads all pages of the list, two items each. */
async function walk(ctx: RequestContext, filter: WorkFilter = {}): Promise<WorkItem[]> {
  const all = [];
  let cursor: string | undefined;
  do {
    const page = await listWork(ctx, { ...filter, cursor, limit: 2 });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return all;
}

beforeAll(async () => {
  const people = { member: company.member, officer: union };
  await submittedPosting(company.member, company.enterprise.id, { title: "数控车工" });
  await submittedPosting(company.member, company.enterprise.id, {
    title: "仓管员",
    duties: "男士优先，搬货",
  });
  await claimedEnterprise(services);
  const old = await verifiedEnterprise(services, union);
  await sql`update enterprise set verified_at = app.now() - interval '6 months 1 hour'
    where id = ${old.enterprise.id}`.execute(services.db);
  const named = await importedEnterprise(union, "锦西老厂");
  const claim = { enterpriseId: named, statement: "我是人事", uscc: creditCode(800) };
  await claimEnterprise(await person(services), claim);
  const live = await publishedPosting(people, company.enterprise.id, { title: "夜班保安" });
  await closeForCause(union, { id: live.id, rule: "FEES", sentence: "要交服装费" });
  await objectToClosing(company.member, { id: live.id, objection: "服装费由企业承担" });
  const fair = await announcedFair(union);
  await registered(services, union, fair.id);
  await recommended(services, union, fair.id);
  const waits = await recommended(services, union, fair.id);
  await sql`update fair_registration set status = 'waitlisted', waitlisted_at = app.now()
    where id = ${waits.registration.id}`.execute(services.db);
  await stage(union, { bytes: sheetOf(line(1), line(2)) });
  await importSheet(union, { bytes: sheetOf(line(3), line(4), line(5)), filename: "三个岗位.csv" });
  const spoken = await publishedPosting(people, company.enterprise.id, { title: "播音员" });
  await reportPosting(await person(services), { id: spoken.id, reason: "fee", words: "" });
  const applicant = await person(services);
  await saveProfile(applicant, { callName: "王师傅", skills: ["welder"], places: [HOME] });
  const applied = await apply(applicant, { postingId: spoken.id });
  await sql`update application set start_denied_at = app.now() where id = ${applied.id}`.execute(services.db);
  const { id: livestream } = await announcedLivestream(union, [spoken.id]);
  await sql`
    insert into livestream_claim (id, livestream_id, posting_id, posting_rev, said, findings, verdict, at, due_at)
    values (gen_random_uuid(), ${livestream}, ${spoken.id}, 1, '先交押金', '[]', 'fee', app.now(),
      app.now() + interval '1 day')`.execute(services.db);
  await sql`
    insert into mail_address (account_id, address_index, address_sealed, confirmed_at, failing_at)
    values (${own(company.member)}, '\\x01', '\\x02', app.now(), app.now())`.execute(services.db);
});

describe("the list of what waits", () => {
  test("has every kind, the earliest due first, once over all pages", async () => {
    const all = await walk(union);
    expect(kindsOf(all)).toEqual(
      [
        "posting",
        "enterprise",
        "renewal",
        "claim",
        "recommendation",
        "booth",
        "waitlist",
        "import",
        "objection",
        "complaint",
        "start",
        "mark",
        "mail",
      ].sort(),
    );
    const due = all.map(({ dueAt }) => dueAt);
    expect(due).toEqual([...due].sort());
    expect(new Set(all.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(all.length);
    const { items, nextCursor } = await listWork(union, { cursor: all.at(-3)?.cursor ?? "", limit: 2 });
    expect([items.map(({ id }) => id), nextCursor]).toEqual([all.slice(-2).map(({ id }) => id), null]);
    expect(await code(listWork(union, { cursor: "bm9wZQ", limit: 2 }))).toBe("CURSOR_INVALID");
  });

  test("says of an import how many rows or drafts wait", async () => {
    const imports = (await walk(union, { kind: "import" })).map(({ title, n, contextId }) => [
      title,
      n,
      contextId !== null,
    ]);
    expect(imports.sort()).toEqual([
      ["a.csv", 2, false],
      ["三个岗位.csv", 3, true],
    ]);
  });

  test("counts by each filter what the filter lists", async () => {
    const counts = await countWork(union, {});
    for (const [kind, n] of Object.entries(counts.kinds))
      expect([kind, (await walk(union, { kind: kind as WorkItem["kind"] })).length]).toEqual([kind, n]);
    expect((await walk(union, { marked: true })).length).toBe(counts.marked.yes);
    expect(counts.marked.yes).toBeGreaterThan(0);
    for (const { id, n } of counts.enterprises)
      expect((await walk(union, { enterpriseId: id })).length).toBe(n);
    for (const { code: county, n } of counts.counties)
      if (county) expect((await walk(union, { county })).length).toBe(n);
    expect((await countWork(union, { kind: "posting" })).kinds).toEqual(counts.kinds);
    expect((await countWork(union, { kind: "posting" })).marked.yes).toBe(1);
  });

  test("finds by title, employer and reference, and nothing by an emoji", async () => {
    const titles = async (q: string) => (await walk(union, { q })).map(({ title }) => title);
    expect(await titles("数控")).toEqual(["数控车工"]);
    expect(await titles(`车工 ${company.enterprise.name.slice(0, 3)}`)).toEqual(["数控车工"]);
    const [found] = await walk(union, { q: "数控" });
    expect(await titles(found?.id.slice(-8).toUpperCase() ?? "")).toEqual(["数控车工"]);
    for (const q of ["😀", "%", "_", "'", "\\"]) expect(await titles(q)).toEqual([]);
  });

  test("a county's officer sees what the county decides, other cities nothing", async () => {
    const county = await officer(services, HOME, COUNTY[HOME]);
    const seen = await walk(county);
    expect(kindsOf(seen)).toEqual([
      "complaint",
      "enterprise",
      "mail",
      "objection",
      "posting",
      "recommendation",
      "renewal",
      "start",
    ]);
    for (const ctx of [
      await officer(services, HOME, "211402"),
      await officer(services, NEIGHBOUR),
      await officer(services, FOREIGN),
    ])
      expect(await walk(ctx)).toEqual([]);
    expect(await code(listWork(await person(services), { limit: 2 }))).toBe("ROLE_REQUIRED");
  });
});

describe("the owner of an item", () => {
  const posting = async () => (await walk(union, { q: "数控" }))[0];
  const give = async (by: RequestContext, to: string | null, from: string | null) =>
    handOver(by, { kind: "posting", id: (await posting())?.id ?? "", to, from });

  test("is whoever takes it, then the colleague who gets it, then nobody; each filter follows", async () => {
    const colleague = await officer(services, HOME);
    await give(union, own(union), null);
    expect((await posting())?.owner).toMatchObject({ mine: true });
    expect((await walk(union, { owner: "mine" })).map(({ title }) => title)).toEqual(["数控车工"]);
    await give(union, own(colleague), own(union));
    expect((await walk(union, { owner: "mine" })).length).toBe(0);
    expect((await walk(colleague, { owner: "mine" })).length).toBe(1);
    expect(await code(give(union, own(union), null))).toBe("WORK_TAKEN");
    await give(colleague, null, own(colleague));
    expect((await posting())?.owner).toBeNull();
    expect((await listColleagues(union)).map(({ accountId }) => accountId)).toContain(own(colleague));
  });

  test("is an officer who may decide the item", async () => {
    const [other, elsewhere] = [await officer(services, HOME, "211402"), await officer(services, NEIGHBOUR)];
    for (const ctx of [other, elsewhere]) {
      expect(await code(give(union, own(ctx), null))).toBe("INVALID_INPUT");
      expect(await code(give(ctx, own(ctx), null))).toBe("NOT_FOUND");
    }
    const leaving = await officer(services, HOME);
    await give(union, own(leaving), null);
    await sql`update membership set ended_at = app.now() where account_id = ${own(leaving)}`.execute(
      services.db,
    );
    expect((await posting())?.owner).toBeNull();
    await give(union, own(union), null);
    await give(union, null, own(union));
  });

  const race = async (take: (ctx: RequestContext) => Promise<unknown>) => {
    const people = await Promise.all(Array.from({ length: 5 }, () => officer(services, HOME)));
    const outcomes = await Promise.allSettled(people.map(take));
    return outcomes.filter(({ status }) => status === "fulfilled").length;
  };

  test("of officers who take an item at once one gets it", async () => {
    const { id = "" } = (await posting()) ?? {};
    const take = (ctx: RequestContext) => handOver(ctx, { kind: "posting", id, to: own(ctx), from: null });
    expect(await race(take)).toBe(1);
    await sql`delete from work_owner`.execute(services.db);
  });

  test("twin: without the guard each of them believes to have it", async () => {
    const { id = "" } = (await posting()) ?? {};
    const take = (ctx: RequestContext) =>
      sql`insert into work_owner (kind, subject_id, account_id) values ('posting', ${id}::uuid, ${own(ctx)}::uuid)
        on conflict (kind, subject_id) do update set account_id = excluded.account_id`.execute(services.db);
    expect(await race(take)).toBe(5);
    await sql`delete from work_owner`.execute(services.db);
  });
});

test("a posting of a suspended enterprise leaves the list, and its objection stays", async () => {
  await suspendEnterprise(union, { id: company.enterprise.id, reason: "核查" });
  const kinds = kindsOf(await walk(union, { enterpriseId: company.enterprise.id }));
  expect(kinds).toContain("objection");
  expect(kinds).not.toContain("posting");
});
