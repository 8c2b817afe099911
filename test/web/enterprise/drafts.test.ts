import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EnterpriseView, suspendEnterprise } from "../../../src/enterprises/index.ts";
import {
  closePosting,
  countDrafts,
  getManagedPosting,
  type ManagedPosting,
  returnPosting,
} from "../../../src/postings/index.ts";
import { gaps } from "../../../src/postings/rules.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { daysAhead, draftPosting, publishedPosting, submittedPosting } from "../../factories/postings.ts";
import { type Client, type TestApp, testApp } from "../../support/app.ts";

let t: TestApp;
let officer: Client;
let member: Client;
let stranger: Client;
let mine: EnterpriseView;
let theirs: EnterpriseView;

beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  officer = await t.asOfficer(HOME);
  mine = (await verifiedEnterprise(t.services, officer.ctx)).enterprise;
  theirs = (await verifiedEnterprise(t.services, officer.ctx)).enterprise;
  member = await t.asMember(mine.id);
  stranger = await t.asMember(theirs.id);
});
afterAll(() => t.close());

const headers = (who: Client) => ({ cookie: `session=${who.token}`, origin: "http://localhost" });
const get = async (path: string, who = member) => {
  const answer = await t.app.request(path, { headers: headers(who) });
  return { status: answer.status, to: answer.headers.get("location") ?? "", html: await answer.text() };
};
const post = async (path: string, form: [string, string][], who = member) => {
  const body = new URLSearchParams(form);
  const answer = await t.app.request(path, { method: "POST", body, headers: headers(who) });
  return { status: answer.status, to: answer.headers.get("location") ?? "", html: await answer.text() };
};
const DRAFTS = "/enterprise/postings/drafts";
const send = (form: [string, string][], who = member) => post(`${DRAFTS}/send`, form, who);
const ticks = (...all: { id: string }[]) => [
  ["what", "ticked"] as [string, string],
  ...all.map(({ id }): [string, string] => ["id", id]),
];
const draft = (more: Parameters<typeof draftPosting>[2] = {}) => draftPosting(member.ctx, mine.id, more);
const statusOf = async ({ id }: { id: string }) => (await getManagedPosting(member.ctx, id)).status;
const submissions = async ({ id }: { id: string }) => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from audit where subject_id = ${id} and action = 'posting.submit'`.execute(
    t.services.db,
  );
  return rows[0]?.n;
};
const words = ({ title, headcountText, headcount, pay, ...one }: ManagedPosting): [string, string][] => [
  ["title", title],
  ["headcount", headcountText ?? String(headcount ?? "")],
  ["payText", pay.text ?? ""],
  ["placeText", one.placeText ?? ""],
  ["requirements", one.requirements ?? ""],
  ["duties", one.duties ?? ""],
  ["validThrough", one.validThrough ?? ""],
  ["ifRev", String(one.rev)],
];
const typed = (one: ManagedPosting, more: Record<string, string>) =>
  words(one).map(([name, value]): [string, string] => [name, more[name] ?? value]);

test("ticked drafts are sent once; what lacks something or was decided meanwhile is named with the reason", async () => {
  const [whole, lacking] = [
    await draft({ title: "齐全的焊工" }),
    await draft({ title: "缺报酬", payText: null }),
  ];
  const sent = await submittedPosting(member.ctx, mine.id, { title: "早交过的" });
  const foreign = await draftPosting(stranger.ctx, theirs.id, { title: "别家的岗位" });
  const { status, html } = await send(ticks(whole, lacking, sent, foreign));
  expect(status).toBe(200);
  expect(html).toContain("已提交 1 个岗位");
  expect(html).toMatch(/缺报酬<\/a>\s*：请填写劳动报酬/);
  expect(html).toMatch(/早交过的<\/a>\s*：已经提交过/);
  expect(html).not.toContain("别家的岗位");
  expect([await statusOf(whole), await statusOf(lacking)]).toEqual(["submitted", "draft"]);
  expect((await getManagedPosting(stranger.ctx, foreign.id)).status).toBe("draft");
  expect((await send(ticks(whole))).html).toContain("没有岗位交上去");
  expect(await submissions(whole)).toBe(1);
  expect((await send([["what", "ticked"]])).html).toContain("请选择要提交的岗位，至少一项");
});

test("all that are complete are sent at once, also by two tabs; a returned one is not sent unread", async () => {
  const back = await submittedPosting(member.ctx, mine.id, { title: "退回的" });
  await returnPosting(officer.ctx, { id: back.id, reasons: ["PAY_UNCLEAR"] });
  const all = [await draft({ title: "甲班电焊工" }), await draft({ title: "乙班电焊工" })];
  const answers = await Promise.all([send([["what", "all"]]), send([["what", "all"]])]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await Promise.all(all.map(statusOf))).toEqual(["submitted", "submitted"]);
  expect(await Promise.all(all.map(submissions))).toEqual([1, 1]);
  expect(await statusOf(back)).toBe("draft");
  await send(ticks(back));
  expect(await statusOf(back)).toBe("submitted");
});

test("the filter of complete drafts holds those that a submission accepts", async () => {
  const today = await daysAhead(member.ctx, 0);
  await draft({ title: "过期", validThrough: await daysAhead(member.ctx, -1) });
  await draft({ title: "太远", validThrough: await daysAhead(member.ctx, 181) });
  await draft({ title: "最远", validThrough: await daysAhead(member.ctx, 180) });
  await draft({ title: "缺人数", headcount: null });
  const guessed = await draft({ title: "系统给的" });
  await sql`update posting set duties_suggested = true where id = ${guessed.id}`.execute(t.services.db);
  const { rows } = await sql<{ id: string }>`
    select id from posting where enterprise_id = ${mine.id} and status = 'draft' and return_reasons is null`.execute(
    t.services.db,
  );
  const drafts = await Promise.all(rows.map(({ id }) => getManagedPosting(member.ctx, id)));
  const complete = drafts.filter((one) => gaps({ ...one, payText: one.pay.text }, today).length === 0);
  const counts = await countDrafts(member.ctx, { enterpriseId: mine.id, text: null });
  expect([counts.ready, counts.lacking]).toEqual([complete.length, drafts.length - complete.length]);
  expect(counts.ready).toBe(1);
  const { html } = await get(`${DRAFTS}?part=ready`);
  expect(html).toContain("最远");
  expect(html).not.toContain("太远");
});

test("a row is mended in place; errors stand in it with what was typed, and a later save does not overwrite", async () => {
  const one = await draft({ title: "要补的", payText: null });
  const open = await get(`${DRAFTS}?enterprise=${mine.id}&edit=${one.id}`);
  expect(open.html).toContain(`action="${DRAFTS}/${one.id}?enterprise=${mine.id}"`);
  const refused = await post(`${DRAFTS}/${one.id}`, typed(one, { title: "", payText: "5000-6000元/月" }));
  expect(refused.status).toBe(422);
  expect(refused.html).toContain("请填写岗位名称");
  expect(refused.html).toContain('value="5000-6000元/月"');
  for (const title of ["长".repeat(10_000), "焊\u0000工"])
    expect((await post(`${DRAFTS}/${one.id}`, typed(one, { title }))).status).toBe(422);
  const saved = await post(`${DRAFTS}/${one.id}`, typed(one, { payText: "5000-6000元/月" }));
  expect(saved.status).toBe(303);
  const { html } = await get(saved.to.split("#")[0] ?? "");
  expect(html).toContain("“要补的”已保存。");
  expect(html).toContain("内容齐全，可以提交了");
  expect((await post(`${DRAFTS}/${one.id}`, typed(one, { payText: "9000元/月" }))).status).toBe(409);
  for (const form of [words(one), []])
    expect((await post(`${DRAFTS}/${one.id}`, form, stranger)).status).toBe(404);
  await send(ticks(one));
  const late = await post(`${DRAFTS}/${one.id}`, typed(one, { payText: "9876元/月" }));
  expect(late.status).toBe(409);
  for (const text of ["已经不是草稿", "9876元/月", `/enterprise/postings/${one.id}`])
    expect(late.html).toContain(text);
});

test("drafts are searched and paged; an emoji, a page beyond the end and an unknown filter are no dead end", async () => {
  for (let n = 0; n < 22; n += 1) await draft({ title: `铆工${n}`, placeText: "兴城市海滨" });
  const found = await get(`${DRAFTS}?q=${encodeURIComponent("铆工")}`);
  expect(found.html).toContain("全部 22");
  const next = /href="([^"]+)" rel="next"/.exec(found.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(next).toContain(`enterprise=${mine.id}`);
  const later = await get(next);
  expect(later.html.match(/<tr id="d-/g)).toHaveLength(2);
  expect(later.html).toContain('rel="prev"');
  const none = await get(`${DRAFTS}?q=${encodeURIComponent("🙂")}`);
  expect([none.status, none.html]).toEqual([200, expect.stringContaining("没有找到带“🙂”的草稿")]);
  expect((await get(`${DRAFTS}?part=nothing`)).status).toBe(200);
  expect((await get(`${DRAFTS}?cursor=beyond`)).status).toBe(302);
  expect((await get(`${DRAFTS}?enterprise=${theirs.id}`)).status).toBe(404);
});

test("an old posting is copied as one draft, without its date", async () => {
  const people = { member: member.ctx, officer: officer.ctx };
  const old = await publishedPosting(people, mine.id, { title: "老岗位", facts: { shift: "three" } });
  await closePosting(member.ctx, { id: old.id, reason: "filled" });
  const list = await get(`/enterprise/postings?enterprise=${mine.id}&status=closed`);
  expect(list.html).toContain(`href="/enterprise/postings?enterprise=${mine.id}&amp;status=draft"`);
  const once = /name="once" value="([^"]+)"/.exec(list.html)?.[1] ?? "";
  const copy = () => post(`/enterprise/postings/${old.id}/copy`, [["once", once]]);
  const both = await Promise.all([copy(), copy()]);
  expect(both.map(({ status, to }) => [status, to.includes(once)])).toEqual([
    [303, true],
    [303, true],
  ]);
  const made = await getManagedPosting(member.ctx, once);
  expect(made).toMatchObject({
    status: "draft",
    title: "老岗位",
    validThrough: null,
    missing: ["validThrough"],
    facts: { shift: "three" },
  });
  expect((await post(`/enterprise/postings/${old.id}/copy`, [], stranger)).status).toBe(404);
});

test("a suspended enterprise sends and copies nothing", async () => {
  const one = await draft({ title: "停的" });
  await suspendEnterprise(officer.ctx, { id: mine.id, reason: "营业执照待核实" });
  expect((await send(ticks(one))).status).toBe(409);
  expect((await send([["what", "all"]])).status).toBe(409);
  expect((await post(`/enterprise/postings/${one.id}/copy`, [])).status).toBe(409);
  expect((await get(DRAFTS)).html).toContain("企业已被暂停");
  expect(await statusOf(one)).toBe("draft");
});
