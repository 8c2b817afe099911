import { afterAll, beforeAll, expect, test } from "vitest";
import { officer } from "../factories/actors.ts";
import { HOME, twoAgreements } from "../factories/cities.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { announcedLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { publishedPosting } from "../factories/postings.ts";
import { bodyOf, type TestApp, testApp } from "../support/app.ts";

let t: TestApp;
let postingId: string;
let union: Awaited<ReturnType<typeof officer>>;
let member: string;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  union = await officer(t.services, HOME);
  const company = await verifiedEnterprise(t.services, union);
  member = company.enterprise.id;
  postingId = (await publishedPosting({ member: company.member, officer: union }, member)).id;
});
afterAll(() => t.close());

type Question = { id: string; state: string; askers: number; text: string };
type Page<T> = { items: T[]; counts: Record<string, number> };

test("a visitor without an account is known by a cookie, and reads the own questions with it", async () => {
  const { id } = await announcedLivestream(union, [postingId]);
  const path = `/api/v1/livestreams/${id}/questions`;
  const body = { action: "ask", text: "包住吗？", postingId, name: "王师傅" };
  const first = await t.call("POST", path, { body });
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(cookie).toMatch(/visitor=[\w-]+\.[\w-]+$/);
  expect(first.headers.get("cache-control")).toMatch(/no-store/);
  const asked = await bodyOf<Question>(first, 200);
  expect(asked).toMatchObject({ state: "held", askers: 1 });
  const again = await t.call("POST", path, { body, headers: { cookie } });
  expect(await bodyOf<Question>(again, 200)).toMatchObject({ id: asked.id, askers: 1 });
  const other = await t.call("POST", path, { body, headers: { cookie: `${cookie}x` } });
  expect(await bodyOf<Question>(other, 200)).toMatchObject({ id: asked.id, askers: 2 });
  const own = (headers: Record<string, string>) => t.call("GET", `${path}?which=own`, { headers });
  expect((await bodyOf<Page<Question>>(await own({ cookie }), 200)).items).toHaveLength(1);
  expect((await bodyOf<Page<Question>>(await own({}), 200)).items).toHaveLength(0);
  expect((await t.call("GET", `${path}?which=held`)).status).toBe(404);
  const back = { action: "takeBack", questionId: asked.id };
  expect((await t.call("POST", path, { body: back, headers: { cookie } })).status).toBe(204);
  expect((await t.call("POST", path, { body: back, headers: { cookie } })).status).toBe(404);
});

test("an officer decides, the enterprise answers, and the posting's page reads it", async () => {
  const { id } = await announcedLivestream(union, [postingId]);
  const path = `/api/v1/livestreams/${id}/questions`;
  const body = { action: "ask", text: "有夫妻房吗", postingId };
  const { id: questionId } = await bodyOf<Question>(await t.call("POST", path, { body }), 200);
  const city = await t.asOfficer(HOME);
  const held = await bodyOf<Page<Question>>(await city.call("GET", `${path}?which=held`), 200);
  expect(held.items.map((one) => one.id)).toEqual([questionId]);
  const decide = (more: object) => city.call("POST", `${path}/decisions`, { body: { questionId, ...more } });
  expect((await decide({ action: "reject" })).status).toBe(422);
  expect((await bodyOf<Question>(await decide({ action: "pass" }), 200)).state).toBe("passed");
  expect((await bodyOf<Question>(await decide({ action: "onAir" }), 200)).state).toBe("answered");
  const company = await t.asMember(member);
  const desk = `/api/v1/postings/${postingId}/questions`;
  expect((await bodyOf<Page<Question>>(await company.call("GET", desk), 200)).items).toHaveLength(1);
  const answer = { action: "answer", questionId, text: "有，住满一个月可以申请。" };
  await bodyOf(await company.call("POST", desk, { body: answer }), 200);
  const answers = await t.call("GET", `/api/v1/postings/${postingId}/answers`);
  expect((await bodyOf<Page<{ answer: string }>>(answers, 200)).items.map((one) => one.answer)).toEqual([
    "有，住满一个月可以申请。",
  ]);
  const withdrawal = { action: "withdrawAnswer", questionId };
  await bodyOf(await company.call("POST", desk, { body: withdrawal }), 200);
  const after = await t.call("GET", `/api/v1/postings/${postingId}/answers`);
  expect((await bodyOf<Page<object>>(after, 200)).items).toEqual([]);
});

test("an officer checks what was said, and it waits among the marks", async () => {
  const { id } = await onAirLivestream(union, [postingId]);
  const path = `/api/v1/livestreams/${id}/claims`;
  const city = await t.asOfficer(HOME);
  const said = { action: "check", said: "月薪一万二，先交押金三百", postingId };
  type Claim = { id: string; verdict: string; findings: object[] };
  const claim = await bodyOf<Claim>(await city.call("POST", path, { body: said }), 200);
  expect([claim.verdict, claim.findings.length]).toEqual(["fee", 2]);
  expect((await bodyOf<Page<Claim>>(await t.call("GET", path), 200)).counts).toEqual({ fee: 1 });
  const marks = async () =>
    (await bodyOf<Page<object>>(await city.call("GET", "/api/v1/livestream-marks"), 200)).counts;
  expect(await marks()).toEqual({ open: 1, overdue: 0 });
  const act = (more: object) => city.call("POST", path, { body: { claimId: claim.id, ...more } });
  await bodyOf(await act({ action: "correct", text: "更正：不收押金" }), 200);
  expect((await act({ action: "close" })).status).toBe(422);
  await bodyOf(await act({ action: "close", note: "已当场更正" }), 200);
  expect(await marks()).toEqual({ open: 0, overdue: 0 });
  await bodyOf(await act({ action: "withdraw", reason: "听错了" }), 200);
  expect((await bodyOf<Page<Claim>>(await t.call("GET", path), 200)).items).toEqual([]);
});
