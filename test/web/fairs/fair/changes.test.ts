import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getFair, takeTicket } from "../../../../src/fairs/index.ts";
import { person } from "../../../factories/actors.ts";
import { HOME, twoAgreements } from "../../../factories/cities.ts";
import { publishedFair, venueInput } from "../../../factories/fairs.ts";
import { bodyOf, type Client, type TestApp, testApp } from "../../../support/app.ts";

let t: TestApp;
let host: Client;
beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  host = await t.asOfficer(HOME);
});
afterAll(() => t.close());

const FORM = "application/x-www-form-urlencoded";
/** Sends a form without scripts, with its hidden fields. */
const send = (path: string, fields: Record<string, string>) =>
  t.app.request(path, {
    method: "POST",
    headers: { "content-type": FORM, cookie: `session=${host.token}`, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(fields).toString(),
  });
const text = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).replaceAll("&quot;", '"').replaceAll("&amp;", "&");
/** Returns the values of the inputs, selects and text areas of a page's last form. */
function fieldsOf(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf('<form method="post"'));
  const found: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name) found[name] = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? "";
  }
  for (const [, name, body] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g))
    if (name) found[name] = body ?? "";
  for (const [, name, body] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    if (name) found[name] = /<option value="([^"]*)" selected/.exec(body ?? "")?.[1] ?? "";
  return found;
}
const get = (path: string) => t.app.request(path, { headers: { cookie: `session=${host.token}` } });

async function liveFair() {
  const { fair } = await publishedFair(t.services, host.ctx, {
    venues: [venueInput({ name: "人社大厅", address: "海辰路 8 号" })],
  });
  for (let n = 0; n < 2; n += 1) await takeTicket(await person(t.services), { fairId: fair.id });
  return fair;
}
const shorter = (closesAt: string) =>
  new Date(Date.parse(closesAt) + 7 * 3_600_000).toISOString().slice(0, 16);

describe("the question before a change, without scripts", () => {
  test("shows counts and who is told; only the confirmed form changes the fair", async () => {
    const fair = await liveFair();
    const path = `/union/fairs/${fair.id}/edit`;
    const wished = {
      ...fieldsOf(await text(get(path))),
      closesAt: shorter(fair.closesAt),
      title: "新名称",
      intro: "只要男工",
    };
    const question = await send(path, wished);
    expect(question.status).toBe(409);
    const html = await text(question);
    for (const words of [
      "真的要提前结束时间吗？",
      "1 家企业",
      "2 张入场码",
      "会通知谁",
      "现在还什么都没有改",
    ])
      expect(html).toContain(words);
    expect(await getFair(host.ctx, { id: fair.id })).toMatchObject({ title: fair.title, rev: fair.rev });
    const confirmed = fieldsOf(html);
    expect(confirmed).toMatchObject({
      ifRev: String(fair.rev),
      title: "新名称",
      "confirm-change": "shorten",
    });
    const { back, ...pressed } = confirmed;
    const saved = await send(path, pressed);
    const said = await text(saved);
    expect([saved.status, said]).toEqual([200, expect.stringContaining("已保存")]);
    expect(said).toContain("<mark>只要男工</mark>");
    expect(await getFair(host.ctx, { id: fair.id })).toMatchObject({
      title: "新名称",
      opensAt: fair.opensAt,
      closesAt: new Date(Math.floor(Date.parse(fair.closesAt) / 60_000) * 60_000 - 3_600_000).toISOString(),
    });
  });

  test("asks again if a ticket was taken meanwhile, and goes back to the form with the wished values", async () => {
    const fair = await liveFair();
    const path = `/union/fairs/${fair.id}/edit`;
    const wished = { ...fieldsOf(await text(get(path))), closesAt: shorter(fair.closesAt) };
    const asked = fieldsOf(await text(send(path, wished)));
    await takeTicket(await person(t.services), { fairId: fair.id });
    const { back, ...pressed } = asked;
    const again = await send(path, pressed);
    const html = await text(again);
    expect(again.status).toBe(409);
    for (const words of ["数字变了", "3 张入场码"]) expect(html).toContain(words);
    expect(await getFair(host.ctx, { id: fair.id })).toMatchObject({ closesAt: fair.closesAt });
    const form = await send(path, { ...pressed, back: "1" });
    expect(form.status).toBe(200);
    expect(fieldsOf(await text(form))).toMatchObject({ closesAt: wished.closesAt });
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from notice where subject_id = ${fair.id} and kind = 'fairMoved'`.execute(
      t.services.db,
    );
    expect(rows[0]?.n).toBe(0);
  });

  test("stands before a cancellation, with the reason kept", async () => {
    const fair = await liveFair();
    const path = `/union/fairs/${fair.id}/cancel`;
    const html = await text(send(path, { reason: "台风 & 停电", ifRev: String(fair.rev) }));
    expect(html).toContain("真的要取消这场招聘会吗？");
    const { back, ...pressed } = fieldsOf(html);
    expect(pressed).toMatchObject({ reason: "台风 & 停电", "confirm-codes": "2" });
    expect((await send(path, { ...pressed, back: "1" })).headers.get("location")).toBe(
      `/union/fairs/${fair.id}`,
    );
    expect((await getFair(host.ctx, { id: fair.id })).phase).toBe("published");
    expect(await text(send(path, pressed))).toContain("招聘会已取消");
    expect(await getFair(host.ctx, { id: fair.id })).toMatchObject({ phase: "cancelled" });
  });
});

test("the API answers FAIR_UNCONFIRMED with the counts, and takes them back as the confirmation", async () => {
  const fair = await liveFair();
  const path = `/api/v1/fairs/${fair.id}`;
  const closesAt = new Date(Date.parse(fair.closesAt) - 3_600_000).toISOString();
  const headers = { "if-match": `"${fair.rev}"` };
  type Problem = { code: string; facts: Record<string, unknown> };
  const asked = await bodyOf<Problem>(await host.call("PATCH", path, { body: { closesAt }, headers }), 409);
  expect(asked).toMatchObject({
    code: "FAIR_UNCONFIRMED",
    facts: {
      change: "shorten",
      enterprises: 1,
      waiting: 0,
      codes: 2,
      printed: 0,
      interviews: 0,
      rev: fair.rev,
    },
  });
  const { change, enterprises, codes, interviews } = asked.facts;
  const confirm = { change, enterprises, codes, interviews };
  await bodyOf(await host.call("PATCH", path, { body: { closesAt, confirm }, headers }), 200);
  const cancel = { action: "cancel", reason: "停电" };
  const actions = `${path}/actions`;
  const refused = await bodyOf<Problem>(await host.call("POST", actions, { body: cancel }), 409);
  expect(refused.code).toBe("FAIR_UNCONFIRMED");
  const sure = { ...cancel, confirm: { ...confirm, change: "cancel" } };
  await bodyOf(await host.call("POST", actions, { body: sure }), 200);
});
