import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { selectCities } from "../../../src/cities/store.ts";
import { placeRegistration, recommendRegistration, registerForFair } from "../../../src/fairs/index.ts";
import { listNotices } from "../../../src/notifications/index.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { noticePath } from "../../../src/web/links/notices.ts";
import { noticeText } from "../../../src/web/text/notices.ts";
import { type Hall, INVITE, openHall } from "../../applications/world.ts";
import { HOME } from "../../factories/cities.ts";
import { announcedFair, venueInput } from "../../factories/fairs.ts";
import { submittedPosting } from "../../factories/postings.ts";
import { bodyOf, type Client } from "../../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const read = async (path: string, who?: Client) =>
  (await hall.t.app.request(path, { headers: who ? { cookie: `session=${who.token}` } : {} })).text();
const status = async (path: string) => (await hall.t.app.request(path)).status;
const submit = (path: string, fields: Record<string, string>) =>
  hall.t.app.request(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { cookie: `session=${hall.officer.token}`, origin: "http://localhost" },
  });

type Listed = { items: { id: string }[]; total?: number };
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const idsIn = (text: string, known: Set<string>) =>
  [...new Set(text.match(ID) ?? [])].filter((id) => known.has(id)).sort();

/**
 * Returns the postings that each public place shows, after the followers of the change feed have caught up.
 */
async function shownEverywhere(known: Set<string>): Promise<Record<string, unknown>> {
  await hall.settle();
  const found = await bodyOf<Listed>(await hall.t.call("GET", "/api/v1/postings?limit=100"), 200);
  const { rows } = await sql<{ postingId: string }>`
    select posting_id from posting_search order by posting_id`.execute(hall.t.services.db);
  const cities = await selectCities(hall.t.services.db, { city: null, agreement: null });
  return {
    search: found.items.map(({ id }) => id).sort(),
    total: found.total,
    index: rows.map(({ postingId }) => postingId).filter((id) => known.has(id)),
    sitemap: idsIn(await read(`/sitemaps/${HOME}`), known),
    atom: idsIn(await read("/postings.atom"), known),
    landing: idsIn(await read(`/jobs/${HOME}`), known),
    counted: cities.find(({ code }) => code === HOME)?.postings,
    pages: Object.fromEntries(
      await Promise.all([...known].sort().map(async (id) => [id, await status(`/postings/${id}`)] as const)),
    ),
  };
}

test("a suspension hides everything, the way back brings it all again, and what ended meanwhile stays ended", async () => {
  const { services } = hall.t;
  const { ctx: officer } = hall.officer;
  const { ctx: member } = hall.member;
  const own = [await hall.publish({ title: "铆工" }), await hall.publish({ title: "钳工" })];
  const [closing, expiring] = [await hall.publish({ title: "车工" }), await hall.publish({ title: "铣工" })];
  const waiting = await submittedPosting(member, hall.enterpriseId);
  const sent = await hall.sent();
  const known = new Set([...own, closing, expiring, sent.postingId]);
  const at = `/union/enterprises/${hall.enterpriseId}`;
  const host = await hall.t.asOfficer(HOME);
  const fair = await announcedFair(officer, { venues: [venueInput({ boothRows: 1, boothColumns: 2 })] });
  const registration = await registerForFair(member, {
    fairId: fair.id,
    enterpriseId: hall.enterpriseId,
    postingIds: own,
    venueWishes: [],
    wishNote: null,
    recruiters: 1,
    contactName: "刘经理",
    contactPhone: "0429-5550000",
  });
  await recommendRegistration(officer, { id: registration.id, decision: "recommend" });
  await placeRegistration(officer, { id: registration.id });
  const before = await shownEverywhere(known);
  expect(before.search).toEqual([...known].sort());

  const page = await read(at, hall.officer);
  expect(page).toContain("5 个岗位、1 场招聘会、1 份应聘");
  const refused = await submit(`${at}/suspend`, { reason: "" });
  expect(refused.status).toBe(422);
  const done = await submit(`${at}/suspend`, { reason: "拖欠工资，正在核查" });
  expect(done.headers.get("location")).toBe(`${at}?done=suspend#suspension`);
  const after = await read(`${at}?done=suspend`, hall.officer);
  expect(after).toContain("已暂停：");
  expect(after).not.toMatch(/已拒绝|已通过/);
  expect(after).toContain("拖欠工资，正在核查");

  const hidden = await shownEverywhere(known);
  expect(hidden).toEqual({
    search: [],
    total: 0,
    index: [],
    sitemap: [],
    atom: [],
    landing: [],
    counted: 0,
    pages: Object.fromEntries([...known].sort().map((id) => [id, 404])),
  });
  const changesOf = async (id: string) => {
    const { rows } = await sql<{ op: string; payload: { reason?: string } | null }>`
      select op, payload::jsonb from log_entry where record_id = ${id} and stream = ${`${HOME}/public`} order by seq`.execute(
      services.db,
    );
    return rows.map(({ op, payload }) => (op === "close" ? payload?.reason : op));
  };
  expect(await changesOf(own[0] ?? "")).toEqual(["put", "enterpriseSuspended"]);

  // HR's pages in between.
  for (const path of ["/enterprise/profile", "/enterprise/applications", "/enterprise/postings"])
    expect(await read(path, hall.member), path).toContain("拖欠工资，正在核查");
  const one = await read(`/enterprise/applications/${sent.id}`, hall.member);
  for (const secret of ["王师傅", "焊工证特号", sent.person.phone, "发出邀请", "<dd>12</dd>"])
    expect(one, secret).not.toContain(secret);
  expect((await hall.received(sent.id)).card).toBeNull();
  expect((await hall.answer(sent.id)).status).toBe(409);
  expect((await bodyOf<{ code: string }>(await hall.answer(sent.id, INVITE), 409)).code).toBe(
    "ENTERPRISE_STATE",
  );
  const mine = await read(`/me/applications/${sent.id}`, sent.person);
  expect(mine).toContain("已被归口工会暂停");
  expect(await read("/me", sent.person)).toContain("企业已被暂停，暂停期间看不到");

  // Everybody is told, with the reason.
  const told = async (who: Client) =>
    (await listNotices(who.ctx)).filter(({ kind }) => /Suspended|Reinstated/.test(kind));
  const people = [hall.member, sent.person, host];
  for (const who of people) {
    const [notice] = await told(who);
    expect(notice && noticeText(notice)).toContain("拖欠工资，正在核查");
    expect(notice && noticePath(notice)).toMatch(/^\//);
  }

  await closePosting(member, { id: closing, reason: "filled" });
  await sql`update posting set valid_through = app.today() - 1 where id = ${expiring}`.execute(services.db);
  const back = await submit(`${at}/reinstate`, {});
  expect(back.headers.get("location")).toBe(`${at}?done=reinstate#suspension`);
  expect(await read(`${at}?done=reinstate`, hall.officer)).toContain("已恢复：");
  const left = [...known].filter((id) => id !== closing && id !== expiring).sort();
  const returned = await shownEverywhere(known);
  expect(returned).toEqual({
    ...before,
    search: left,
    total: left.length,
    index: left,
    sitemap: left,
    atom: left,
    landing: left,
    counted: left.length,
    pages: { ...(before.pages as object), [closing]: 410, [expiring]: 410 },
  });
  expect((await hall.received(sent.id)).card).toMatchObject({ callName: "王师傅", phone: sent.person.phone });
  expect((await hall.answer(sent.id)).status).toBe(200);
  for (const who of people) expect(await told(who)).toHaveLength(2);
  // No posting counts as newly published, and the submitted one waits for its review as before.
  const published = (await listNotices(hall.member.ctx)).filter(({ kind }) => kind === "postingPublished");
  expect(published).toHaveLength(known.size);
  expect(await changesOf(own[0] ?? "")).toEqual(["put", "enterpriseSuspended", "put"]);
  expect(await changesOf(waiting.id)).toEqual([]);
});

test("without anything that ends meanwhile, the sets before and after are equal", async () => {
  const known = new Set([await hall.publish({ title: "装配工" }), await hall.publish({ title: "叉车工" })]);
  const before = await shownEverywhere(known);
  const at = `/union/enterprises/${hall.enterpriseId}`;
  await submit(`${at}/suspend`, { reason: "核查" });
  expect((await shownEverywhere(known)).search).toEqual([]);
  await submit(`${at}/reinstate`, {});
  expect(await shownEverywhere(known)).toEqual(before);
});
