import { sql } from "kysely";
import readSheets from "read-excel-file/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetCounted } from "../../../src/livestreams/audience/cache.ts";
import { openAudience } from "../../../src/livestreams/audience/store/counting.ts";
import { writeBatch } from "../../../src/livestreams/audience/store/viewers.ts";
import { endLivestream, listLivestreamChannels, pinPosting } from "../../../src/livestreams/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { advance, onAirLivestream } from "../../factories/livestreams.ts";
import { BROWSER, ROBOT } from "../../factories/viewers.ts";
import type { Client } from "../../support/app.ts";

let hall: Hall;
let id: string;
let channel: string;
beforeAll(async () => {
  hall = await openHall();
  const postingId = await hall.publish({ title: "氩弧焊工" });
  const livestream = await onAirLivestream(hall.officer.ctx, [postingId], {
    cities: [{ city: NEIGHBOUR, role: "organiser" }],
    graceS: 1800,
  });
  id = livestream.id;
  channel = livestream.channel ?? "";
  await openAudience(db(), id);
  await pinPosting(hall.officer.ctx, { id, action: "pin", postingId });
  const viewers = [1, 2, 3].map((n) => ({
    livestreamId: id,
    viewer: Buffer.alloc(16, n).toString("base64url"),
    via: n === 1 ? channel : null,
    picture: new Set(n < 3 ? [0, 1, 2] : []),
    text: new Set(n < 3 ? [] : [0, 1, 2]),
    firstMs: Date.now() - 60_000,
    lastMs: Date.now(),
  }));
  await writeBatch(db(), { viewers, uncounted: [] });
});
afterAll(() => hall?.t.close());

const db = () => hall.t.services.db;
const as = (who: Client | null) => (who ? { cookie: `session=${who.token}` } : {});
const request = (path: string, who: Client | null = null) =>
  hall.t.app.request(path, { headers: { "user-agent": BROWSER, ...as(who) } });
async function get(path: string, who: Client | null = null): Promise<string> {
  const answer = await request(path, who);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.text()).replace(/<[^>]*>/g, "|").replace(/\|+/g, "|");
}

test("robots, HEAD and previews open a livestream's address without counting", async () => {
  const path = `/f/${channel}`;
  for (const init of [
    { headers: { "user-agent": ROBOT } },
    { headers: {} },
    { method: "HEAD", headers: { "user-agent": BROWSER } },
    { headers: { "user-agent": BROWSER, "sec-purpose": "prefetch" } },
    { headers: { "user-agent": BROWSER, "sec-fetch-dest": "image" } },
  ])
    expect((await hall.t.app.request(path, init)).headers.get("location")).toBe(`/livestreams/${id}`);
  const visits = async () => (await listLivestreamChannels(hall.officer.ctx, id))[0]?.visits;
  expect(await visits()).toBe(0);
  await request(path);
  await request(path);
  expect(await visits()).toBe(1);
});

test("the public reads how many are there, then how many were there, with the method", async () => {
  await sql`update app.clock set skew = skew + interval '1 minute'`.execute(db());
  await advance(db(), id);
  expect(await get(`/livestreams/${id}`)).toContain("|刚才这一分钟有 2 人在看，1 人在看文字。|怎么数的|");
  await endLivestream(hall.officer.ctx, { id, action: "end" });
  forgetCounted(hall.t.services);
  const over = await get(`/livestreams/${id}`);
  expect(over).toContain("|一共有 2 人看过，另外 1 人只看了文字，最多时 2 人同时在看。|怎么数的|");
  expect(over).toContain("报过两次的算一个人");
});

test("each figure of the report opens its list, for both organisers; nobody else finds it", async () => {
  const path = `/union/livestreams/${id}/report`;
  const neighbour = await hall.t.asOfficer(NEIGHBOUR);
  expect(await get(`/union/livestreams/${id}`, hall.officer)).toContain("|报告：从观看到上班|");
  const page = await get(path, hall.officer);
  for (const said of [
    "|从观看到上班|",
    "|看过的人|",
    "|3 人|",
    "|按岗位|",
    "|氩弧焊工|",
    "|直接打开|",
    "|下载表格|",
  ])
    expect([said, page.includes(said)]).toEqual([said, true]);
  expect(page).not.toContain("这里只列");
  const list = await get(`${path}/list?measure=viewers`, hall.officer);
  for (const said of ["|看过的人名单|", "|直接打开|", "|2|", "|1|"]) expect(list).toContain(said);
  const other = await get(path, neighbour);
  expect(other).toContain("这里只列阜新的企业");
  expect(other).not.toContain("氩弧焊工");
  expect((await request(`${path}/list?measure=nothing`, hall.officer)).status).toBe(302);
  const seeker = await hall.seeker(false);
  for (const end of ["", "/list", "/sheet.xlsx"])
    expect((await request(`${path}${end}`, seeker)).status, end).not.toBe(200);
  const sheet = await request(`${path}/sheet.xlsx`, hall.officer);
  const sheets = await readSheets(Buffer.from(await sheet.arrayBuffer()));
  expect(sheets.map((one) => one.sheet)).toEqual([
    "总表",
    "岗位",
    "企业",
    "城市",
    "渠道",
    "行业",
    "用工类型",
  ]);
  expect(sheets[0]?.data).toContainEqual(["看过的人", 2, 3]);
  expect(sheets[1]?.data).toContainEqual(["氩弧焊工", "看过的人", 2, 3]);
});
