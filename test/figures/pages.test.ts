import { afterAll, beforeAll, expect, test } from "vitest";
import { type MonthMeasure, monthOf, readMonth } from "../../src/figures/index.ts";
import { returnPosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { submittedPosting } from "../factories/postings.ts";
import type { Client } from "../support/app.ts";

let hall: Hall;
let posting: string;
let month: string;
beforeAll(async () => {
  hall = await openHall();
  const { member, officer, enterpriseId, t } = hall;
  posting = (await submittedPosting(member.ctx, enterpriseId, { title: "钳工学徒" })).id;
  await returnPosting(officer.ctx, { id: posting, reasons: ["PAY_UNCLEAR"] });
  await hall.publish();
  month = monthOf(t.services.clock.now());
});
afterAll(() => hall.t.close());

/** Opens a page as a browser does. */
const open = (path: string, { token }: Client = hall.officer) =>
  hall.t.call("GET", path, { headers: { cookie: `session=${token}`, accept: "text/html" } });
const textOf = async (path: string, who?: Client) => {
  const answer = await open(path, who);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};

test("each figure of the page opens its list, and each line of it the record", async () => {
  const page = await textOf("/union/figures");
  const links = [...page.matchAll(/href="(\/union\/figures\/list\?[^"]+)"/g)].map(([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
  expect(new Set(links).size).toBeGreaterThanOrEqual(12);
  const list = await textOf(links.find((href) => href.includes("returned")) ?? "");
  expect(list).toContain("钳工学徒");
  expect(list).toContain(`/union/postings/${posting}`);
});

test("the files have the figures of the page", async () => {
  const answer = await readMonth(hall.officer.ctx, {});
  const nOf = (measure: MonthMeasure) => answer.figures.find((one) => one.measure === measure)?.n ?? 0;
  const csv = await textOf(`/union/figures.csv?month=${month}`);
  const [head = "", whole = ""] = csv.replace("\uFEFF", "").split("\r\n");
  expect(head.split(",").slice(0, 4)).toEqual(["分组", "名称", "审核通过", "审核退回"]);
  expect(whole.split(",").slice(2, 4)).toEqual([String(nOf("approved")), String(nOf("returned"))]);
  const sheet = await open("/union/figures.xlsx");
  expect(new TextDecoder("latin1").decode(await sheet.arrayBuffer()).slice(0, 2)).toBe("PK");
  expect(sheet.headers.get("content-disposition")).toContain(encodeURIComponent("报表"));
});

test("a month that cannot be, or is still to come, leads to the present one", async () => {
  for (const wrong of ["2026-13", "2026-00", "11", "2099-01", "🙂", ""]) {
    const answer = await open(`/union/figures?month=${encodeURIComponent(wrong)}`);
    expect([wrong, answer.status, answer.headers.get("location")]).toEqual([wrong, 302, "/union/figures"]);
  }
  const list = await open("/union/figures/list?measure=nothing");
  expect([list.status, list.headers.get("location")]).toEqual([302, "/union/figures/list"]);
});

test("a page beyond the end leads to the first, and an empty month says so", async () => {
  expect((await open("/union/figures/list?measure=approved&cursor=x")).status).toBe(302);
  expect(await textOf("/union/figures/list?measure=missed&month=2024-02")).toContain("这一项还没有");
  expect(await textOf("/union/figures?month=2024-02")).toContain("2024年2月");
});

test("nobody but officers has the page", async () => {
  for (const who of [hall.member, await hall.seeker(false)])
    expect((await open("/union/figures", who)).status).toBe(403);
});
