import { afterAll, beforeAll, expect, test } from "vitest";
import { readCount } from "../../../src/livestreams/audience/reading/count.ts";
import { getAudience, listPlatformFigures } from "../../../src/livestreams/index.ts";
import { shanghaiTime } from "../../../src/platform/core/clock.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { NEIGHBOUR } from "../../factories/cities.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import type { Client } from "../../support/app.ts";

let hall: Hall;
let id: string;
beforeAll(async () => {
  hall = await openHall();
  const link = { platform: "douyin", url: "https://live.douyin.com/1" } as const;
  id = (await onAirLivestream(hall.officer.ctx, [], { link })).id;
});
afterAll(() => hall?.t.close());

const path = () => `/union/livestreams/${id}/platform-figures`;
const request = (at: string, who: Client = hall.officer) =>
  hall.t.app.request(at, { headers: { cookie: `session=${who.token}` } });
const text = async (at: string) => (await request(at)).text();
/** The words of a page, without its markup. */
const words = async (at: string) => (await text(at)).replace(/<[^>]*>/g, "|").replace(/[|\s]+/g, "|");
const post = (form: Record<string, string>, who: Client = hall.officer) =>
  hall.t.app.request(path(), {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { cookie: `session=${who.token}`, origin: "http://localhost" },
  });
const inputs = (more: Record<string, string> = {}) => ({
  platform: "douyin",
  measure: "people",
  value: "1.2万",
  source: "抖音直播后台",
  asOf: shanghaiTime(new Date(Date.now() - 120_000)),
  replaces: "",
  ...more,
});
const listed = async () =>
  (await listPlatformFigures(hall.officer.ctx, { livestreamId: id, limit: 20 })).items;

test("a figure is copied once, stands beside ours with its source, and is never added", async () => {
  expect(await words(`/union/livestreams/${id}`)).toContain("|别的平台上的数|还没有填过。|填别的平台上的数|");
  const empty = await text(path());
  expect(empty).toContain("还没有填过。");
  const commandId = /name="commandId" value="([0-9a-f-]+)"/.exec(empty)?.[1] ?? "";
  expect(empty).toMatch(/<option value="douyin" selected/);
  for (const _tap of [1, 2]) {
    const saved = await post(inputs({ commandId }));
    expect([saved.status, saved.headers.get("location")]).toEqual([303, `${path()}?saved=1`]);
  }
  expect((await listed()).map(({ value }) => value)).toEqual([12_000]);
  const after = await words(`${path()}?saved=1`);
  for (const said of ["|已保存。|", "|抖音看过的人数|12,000|人|抖音直播后台，", "看到的|现在用这个数|"])
    expect([said, after.includes(said)]).toEqual([said, true]);
  const page = await words(`/union/livestreams/${id}`);
  expect(page).toContain("|抖音看过的人数|12,000|人|抖音直播后台，");
  expect(page).toContain("不加进本站数的人数里");
  expect((await getAudience(hall.officer.ctx, { id })).totals?.people.picture).toBe(0);
});

test("a correction takes over, the earlier figure stays listed, and is corrected once", async () => {
  const before = (await listed())[0];
  const form = await text(`${path()}?replaces=${before?.id}`);
  expect(form).toContain("改正一个数");
  expect(form).toContain(`name="replaces" value="${before?.id}"`);
  expect(form).toContain('value="12000"');
  const correction = inputs({ value: "10,200", replaces: before?.id ?? "" });
  expect((await post(correction)).status).toBe(303);
  const list = await words(path());
  expect(list).toContain("|已改正，不再用|");
  expect(list).toContain("|改正过来的，现在用这个数|改正|");
  expect(await words(`/union/livestreams/${id}`)).not.toContain("12,000");
  const late = await post(correction);
  expect([late.status, (await late.text()).includes("已经有人改正过了")]).toEqual([409, true]);
  expect(await text(`${path()}?replaces=${before?.id}`)).not.toContain("改正一个数");
  expect((await listed()).map(({ value }) => value)).toEqual([10_200, 12_000]);
});

test("a wrong form is shown again with what was typed; others find no such page", async () => {
  const later = shanghaiTime(new Date(Date.now() + 3_600_000));
  for (const [wrong, said] of [
    [{ value: "很多" }, "数字的格式不对"],
    [{ value: "" }, "请填写数字"],
    [{ source: "" }, "请填写从哪看到的"],
    [{ asOf: later }, "几点看到的不能晚于"],
    [{ asOf: "" }, "请填写几点看到的"],
  ] as const) {
    const refused = await post(inputs(wrong));
    const page = await refused.text();
    expect([said, refused.status, page.includes(said)]).toEqual([said, 422, true]);
    if (!("source" in wrong)) expect(page).toContain('value="抖音直播后台"');
  }
  expect(await listed()).toHaveLength(2);
  const neighbour = await hall.t.asOfficer(NEIGHBOUR);
  expect((await request(path(), neighbour)).status).toBe(404);
  expect((await post(inputs(), neighbour)).status).toBe(404);
});

test.each([
  ["12000", 12_000],
  ["12,000", 12_000],
  ["１２０００人", 12_000],
  ["1.2万", 12_000],
  ["3.5w", 35_000],
  ["10万+", 100_000],
  ["1.05亿", 105_000_000],
  ["0", 0],
  ["很多", null],
  ["-3", null],
  ["1万2", null],
  ["1e9", null],
])("reads the count %s as %s", (typed, value) => {
  expect(readCount(typed)).toBe(value);
});
