import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askQuestion,
  cancelLivestream,
  endLivestream,
  getLivestream,
  passQuestion,
  pinPosting,
  setLink,
} from "../../../src/livestreams/index.ts";
import { HOME } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { announcedFair } from "../../factories/fairs.ts";
import { announcedLivestream, draftLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import { daysAhead } from "../../factories/postings.ts";
import { bodyOf } from "../../support/app.ts";
import { openSite, type Site } from "../standing/site.ts";

let site: Site;
let postingId: string;
beforeAll(async () => {
  site = await openSite();
  postingId = await site.publish();
  await site.settle();
});
afterAll(() => site.t.close());

const union = () => site.officer.ctx;

test("an officer sets and removes the page on another platform, and viewers get its link", async () => {
  const { id } = await draftLivestream(union());
  const path = `/union/livestreams/${id}/signal`;
  const set = (url: string) =>
    site.submit(`${path}/links`, { platform: "douyin", "link-douyin": url }, site.officer);
  const wrong = await set("https://douyin.example.cn/1");
  const page = await wrong.text();
  expect([wrong.status, page]).toEqual([422, expect.stringContaining("抖音网址要是这个平台自己的网址")]);
  expect(page).toContain('value="https://douyin.example.cn/1"');
  const url = "https://live.douyin.com/123";
  expect((await set(`3.28 复制打开抖音，看看【锦州工会】${url} 长按复制此条消息`)).status).toBe(303);
  expect(await site.read(path, site.officer)).toContain(`value="${url}"`);
  expect(await site.read(`/livestreams/${id}`, site.officer)).toContain(`href="${url}"`);
  expect(await site.read(`/union/livestreams/${id}`, site.officer)).toContain("抖音");
  expect((await site.submit(`${path}/links`, { remove: "douyin" }, site.officer)).status).toBe(303);
  expect((await getLivestream(union(), { id })).links).toEqual([]);
  expect((await site.submit(`${path}/links`, { platform: "bilibili" }, site.officer)).status).toBe(422);
});

test("nothing that is over is announced as being there", async () => {
  const { id } = await onAirLivestream(union(), [postingId]);
  await setLink(union(), { livestreamId: id, platform: "douyin", url: "https://live.douyin.com/123" });
  const path = `/livestreams/${id}`;
  expect(await site.read(path)).toContain("到抖音看直播");
  await endLivestream(union(), { id, action: "end" });
  expect(await site.read(path)).not.toContain("到抖音看直播");
  expect(await site.read("/livestreams")).toContain(">播过的<");
  const planned = await announcedLivestream(union(), [postingId]);
  await cancelLivestream(union(), { id: planned.id, action: "cancel", reason: "设备检修" });
  expect(await site.read("/livestreams")).toContain(">播过的和取消的<");
});

describe("the form of a livestream", () => {
  const typed = async () => {
    const { ctx } = site.officer;
    const starts = `${await daysAhead(ctx, 5)}T19:00`;
    const presenter = { "presenter0-permit": "ZB-1", "presenter0-until": await daysAhead(ctx, 30) };
    const hour = { startsAt: starts, endsAt: starts.replace("19:", "20:"), graceS: "180" };
    return { title: "焊工专场", ...hour, ...presenter, "presenter0-name": "赵主播" };
  };
  const send = async (fields: Record<string, string>) =>
    site.submit("/union/livestreams/new", { ...(await typed()), ...fields }, site.officer);
  const idIn = async (answer: Response) =>
    /\/union\/livestreams\/([0-9a-f-]{36})/.exec(await answer.text())?.[1] ?? "";

  test("offers coming fairs with their venues, and keeps what was chosen", async () => {
    const fair = await announcedFair(union());
    const [hall, annex] = fair.venues;
    const blank = await site.read("/union/livestreams/new", site.officer);
    expect(blank).toContain(`<option value="${fair.id}">`);
    for (const venue of fair.venues) expect(blank).toContain(venue.name);
    const chosen = {
      "presenter0-union": "市总工会",
      fairId: fair.id,
      [`venue-${annex?.id}`]: "1",
    };
    const id = await idIn(await send(chosen));
    const made = await getLivestream(union(), { id });
    expect([made.fair?.id, made.venues.map((venue) => venue.id)]).toEqual([fair.id, [annex?.id]]);
    const edit = await site.read(`/union/livestreams/${id}/edit`, site.officer);
    expect(edit).toMatch(new RegExp(`name="venue-${annex?.id}" value="1" checked`));
    expect(edit).not.toMatch(new RegExp(`name="venue-${hall?.id}" value="1" checked`));
    const alone = { ...(await typed()), "presenter0-union": "市总工会", ifRev: String(made.rev) };
    await site.submit(`/union/livestreams/${id}/edit`, alone, site.officer);
    expect(await getLivestream(union(), { id })).toMatchObject({ fair: null, venues: [] });
  });

  test("finds the presenter's employer by name, and asks if several have it", async () => {
    const { services } = site.t;
    const one = await verifiedEnterprise(services, union(), { name: "锦绣重工一厂" });
    await verifiedEnterprise(services, union(), { name: "锦绣重工二厂" });
    const unknown = await send({ "presenter0-employer": "没有这家" });
    expect([unknown.status, await unknown.text()]).toEqual([422, expect.stringContaining("没有这")]);
    const several = await send({ "presenter0-employer": "锦绣重工" });
    const html = await several.text();
    expect([several.status, html]).toEqual([422, expect.stringContaining("有好几家，请在下面选一家")]);
    expect(html).toContain(`<option value="${one.enterprise.id}">锦绣重工一厂</option>`);
    const exact = await idIn(await send({ "presenter0-employer": "锦绣重工一厂" }));
    const chosen = await idIn(
      await send({ "presenter0-employer": "锦绣重工", "presenter0-employerId": one.enterprise.id }),
    );
    for (const id of [exact, chosen])
      expect((await getLivestream(union(), { id })).presenters[0]?.employer).toEqual({
        id: one.enterprise.id,
        name: "锦绣重工一厂",
      });
    const edit = await site.read(`/union/livestreams/${exact}/edit`, site.officer);
    expect(edit).toContain('value="锦绣重工一厂"');
  });
});

test("a signed-in person reserves on the page and takes it back; a visitor signs in first", async () => {
  const { id } = await announcedLivestream(union(), [postingId]);
  const path = `/livestreams/${id}`;
  expect(await site.read(path)).toContain(`href="${path}/reservation"`);
  const asked = await site.t.app.request(`${path}/reservation`);
  expect([asked.status, asked.headers.get("location")]).toEqual([303, expect.stringContaining("/sign-in")]);
  const person = await site.seeker(false);
  expect(await site.read(`${path}/reservation`, person)).toContain("开播前一天、一小时、五分钟各提醒一次");
  const act = (act: string) => site.submit(`${path}/reservation`, { act }, person);
  expect((await act("reserve")).status).toBe(303);
  expect(await site.read(path, person)).toContain("已预约");
  const api = `/api/v1/livestreams/${id}/reservation`;
  expect(await bodyOf(await person.call("GET", api), 200)).toEqual({ reserved: true });
  expect((await act("undo")).status).toBe(303);
  expect(await bodyOf(await person.call("GET", api), 200)).toEqual({ reserved: false });
  const put = await person.call("PUT", api, { body: { reserved: true } });
  expect(await bodyOf(put, 200)).toEqual({ reserved: true });
  const { id: live } = await onAirLivestream(union(), [postingId]);
  const late = await site.submit(`/livestreams/${live}/reservation`, { act: "reserve" }, person);
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("不能再预约")]);
  expect(await site.read(`/livestreams/${live}`, person)).not.toContain("预约提醒");
});

test("an enterprise sees its livestreams, the questions to answer and who came from them", async () => {
  const { id } = await onAirLivestream(union(), [postingId], { title: "重工专场" });
  await pinPosting(union(), { id, action: "pin", postingId });
  const { ctx } = await site.seeker(false);
  const asked = await askQuestion(ctx, { id, text: "有夫妻房吗", postingId, name: null, visitor: null });
  const path = "/enterprise/livestreams";
  expect(await site.read(path, site.member)).not.toContain("有夫妻房吗");
  await passQuestion(union(), { id, action: "pass", questionId: asked.id });
  const { channel } = await getLivestream(union(), { id });
  const applied = await site.applyTo(postingId, await site.seeker(), { via: channel });
  expect(applied.status).toBe(201);
  const page = await site.read(path, site.member);
  expect(page).toContain("重工专场");
  expect(page).toContain(`/enterprise/postings/${postingId}/questions#q-${asked.id}`);
  expect(page).toContain("从直播来的应聘 1 份，其中到岗 0 人");
  const other = await verifiedEnterprise(site.t.services, union());
  const stranger = await site.t.asMember(other.enterprise.id);
  expect(await site.read(path, stranger)).toContain("还没有直播讲您家的岗位");
  const foreign = await site.t.app.request(`${path}?enterprise=${site.enterpriseId}`, {
    headers: { cookie: `session=${stranger.token}` },
  });
  expect(foreign.status).toBe(404);
  const answer = { act: "answer", question: asked.id, text: "有，两人一间" };
  await site.submit(`/enterprise/postings/${postingId}/questions`, answer, site.member);
  expect(await site.read(path, site.member)).toContain("没有等您回答的提问");
  const list = `/api/v1/livestreams?which=shown&enterpriseId=${site.enterpriseId}`;
  expect((await stranger.call("GET", list)).status).toBe(404);
  expect(await bodyOf<{ items: unknown[] }>(await site.member.call("GET", list), 200)).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ id })]),
  });
});

test("announced livestreams stand in the sitemap of their city, and drafts do not", async () => {
  const { id } = await announcedLivestream(union(), [postingId]);
  const { id: draft } = await draftLivestream(union());
  const map = await site.read(`/sitemaps/${HOME}`);
  expect(map).toContain(`/livestreams/${id}</loc>`);
  expect(map).not.toContain(draft);
});
