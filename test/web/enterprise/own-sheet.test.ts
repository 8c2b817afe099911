import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { EnterpriseView } from "../../../src/enterprises/index.ts";
import { reinstateEnterprise, suspendEnterprise } from "../../../src/enterprises/index.ts";
import { runImport } from "../../../src/imports/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { HEADER, line } from "../../imports/support.ts";
import { type Client, type TestApp, testApp } from "../../support/app.ts";

let t: TestApp;
let officer: Client;
let member: Client;
let stranger: Client;
let mine: EnterpriseView;

beforeAll(async () => {
  t = await testApp();
  await twoAgreements(t.services.db);
  officer = await t.asOfficer(HOME);
  mine = (await verifiedEnterprise(t.services, officer.ctx, { name: "海天焊接（葫芦岛）有限公司" }))
    .enterprise;
  const other = (await verifiedEnterprise(t.services, officer.ctx)).enterprise;
  member = await t.asMember(mine.id);
  stranger = await t.asMember(other.id);
});
afterAll(() => t.close());

const cookie = (who: Client) => ({ cookie: `session=${who.token}`, origin: "http://localhost" });
const get = async (who: Client, path: string) => {
  const answer = await t.app.request(path, { headers: cookie(who) });
  return { status: answer.status, html: await answer.text() };
};
const post = async (who: Client, path: string, form: [string, string][] = []) => {
  const body = new URLSearchParams(form);
  const answer = await t.app.request(path, { method: "POST", body, headers: cookie(who) });
  return { status: answer.status, to: answer.headers.get("location") ?? "", html: await answer.text() };
};
async function upload(who: Client, text: string, enterprise = mine.id) {
  const body = new FormData();
  body.set("enterprise", enterprise);
  body.set("file", new Blob([text]), "岗位.csv");
  const answer = await t.app.request("/enterprise/imports", { method: "POST", body, headers: cookie(who) });
  return { status: answer.status, to: answer.headers.get("location") ?? "", html: await answer.text() };
}
const WITHOUT = HEADER.replace("企业名称,", "");
const own = (n: number, more: Parameters<typeof line>[1] = {}) => line(n, more).replace(/^[^,]*,/, "");
const imported = async (text: string) => {
  const { to } = await upload(member, text);
  await post(member, `${to}/mapping`, [["validThrough", ""]]);
  await post(member, `${to}/run`);
  await runImport(systemContext(t.services, "test"), { importId: to.slice(-36) });
  return to;
};
const postings = async () =>
  (
    await sql<{ title: string; status: string; enterpriseId: string }>`
      select title, status, enterprise_id from posting where enterprise_id = ${mine.id} order by title`.execute(
      t.services.db,
    )
  ).rows;

test("a clerk's own sheet becomes drafts of her enterprise; a repeat adds none, and a row of another one says why", async () => {
  const rows = [
    line(1, { employer: "海天焊接(葫芦岛)有限公司" }),
    line(3, { employer: "" }),
    line(2, { employer: "别家造船有限公司" }),
    "海天焊接（葫芦岛）有限公司,#REF!,5,高中,持焊工证,按图纸焊接,6000-9000元/月,葫芦岛兴城市,",
  ];
  const to = await imported([HEADER, ...rows].join("\n"));
  expect((await postings()).map(({ title, status }) => [title, status])).toEqual([
    ["电焊工1", "draft"],
    ["电焊工3", "draft"],
  ]);
  const shown = await get(member, to);
  expect(shown.html).toContain("新写好 2 个岗位的草稿，2 行没有导入");
  expect(shown.html).toContain(`/enterprise/postings/drafts?enterprise=${mine.id}`);
  const { html } = await get(member, `${to}/rows?outcome=refused`);
  expect(html).toContain("这一行写的是别的企业");
  expect(html).toContain("别家造船有限公司");
  await imported([HEADER, ...rows].join("\n"));
  expect(await postings()).toHaveLength(2);
  const [{ n } = { n: 0 }] = (
    await sql<{
      n: number;
    }>`select count(*)::int as n from enterprise where name = '别家造船有限公司'`.execute(t.services.db)
  ).rows;
  expect(n).toBe(0);
});

test("equal sheets of two enterprises make drafts of each, and nothing is published at once", async () => {
  const text = [WITHOUT, own(41)].join("\n");
  await imported(text);
  const { to } = await upload(stranger, text, "");
  await post(stranger, `${to}/mapping`, []);
  expect((await get(stranger, to)).html).toContain("会新建");
  await post(stranger, `${to}/run`, [["publish", "1"]]);
  await runImport(systemContext(t.services, "test"), { importId: to.slice(-36) });
  const { rows } = await sql<{ status: string }>`select status from posting where title = '电焊工41'`.execute(
    t.services.db,
  );
  expect(rows.map(({ status }) => status)).toEqual(["draft", "draft"]);
});

test("nobody else sees a sheet or its rows, or brings one for the enterprise", async () => {
  const { to } = await upload(member, [WITHOUT, own(51)].join("\n"));
  const id = to.slice(-36);
  for (const who of [stranger, officer])
    for (const path of [to, `${to}/rows`, `/union/imports/${id}`])
      expect((await get(who, path)).status, path).toBeGreaterThanOrEqual(403);
  expect((await get(officer, "/union/imports")).html).not.toContain(id);
  expect((await post(stranger, `${to}/run`)).status).toBe(404);
  expect((await upload(stranger, [WITHOUT, own(52)].join("\n"))).status).toBe(404);
});

test("an empty sheet, a sheet of 5,001 postings, and one without a file say so on the page", async () => {
  const lines = (n: number) => [WITHOUT, ...Array.from({ length: n }, (_, at) => own(at))].join("\n");
  for (const [text, words] of [
    [WITHOUT, "表里没有岗位"],
    [lines(5_001), "一张表最多 5,000 个岗位"],
  ] as const) {
    const answer = await upload(member, text);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(words);
  }
  const none = new FormData();
  none.set("enterprise", mine.id);
  const answer = await t.app.request("/enterprise/imports", {
    method: "POST",
    body: none,
    headers: cookie(member),
  });
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("请选择岗位表文件")]);
});

test("a suspended enterprise keeps its sheets, and runs none", async () => {
  const { to } = await upload(member, [WITHOUT, own(61)].join("\n"));
  await suspendEnterprise(officer.ctx, { id: mine.id, reason: "营业执照待核实" });
  expect((await post(member, `${to}/run`)).status).toBe(409);
  expect((await upload(member, [WITHOUT, own(62)].join("\n"))).status).toBe(409);
  expect((await get(member, to)).status).toBe(200);
  await reinstateEnterprise(officer.ctx, { id: mine.id, reason: "核实无误" });
  expect((await post(member, `${to}/run`)).status).toBe(303);
});

test("a clerk takes her sheet back while nobody has acted on its drafts", async () => {
  const to = await imported([WITHOUT, own(71)].join("\n"));
  expect((await post(member, `${to}/take-back`)).status).toBe(303);
  expect((await postings()).find(({ title }) => title === "电焊工71")?.status).toBe("closed");
});
