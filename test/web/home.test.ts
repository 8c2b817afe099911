import { afterAll, beforeAll, expect, test } from "vitest";
import { takeTicket } from "../../src/fairs/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { publishedFair } from "../factories/fairs.ts";
import { announcedLivestream, onAirLivestream } from "../factories/livestreams.ts";
import { type Client, freshPhone } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
});
afterAll(() => hall.t.close());

const read = async (path: string, who?: Client) =>
  (await hall.t.app.request(path, who ? { headers: { cookie: `session=${who.token}` } } : {})).text();
const numbers = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].map(([, n]) => Number(n));

test("the numbers of the cities and of the others add up to that of the search, and the others are named", async () => {
  await hall.publish();
  await hall.publish({ placeText: "北京市朝阳区" });
  await hall.publish({ placeText: "沈阳市铁西区" });
  await hall.settle();
  const home = await read("/");
  const [all = 0] = numbers(home, /共 (\d+) 个岗位/g);
  const tiles = numbers(home, /number">(\d+) 个岗位/g);
  const others = numbers(home, /(?:北京|沈阳) (\d+) 个</g);
  expect(others).toEqual([1, 1]);
  expect([...tiles, ...others].reduce((sum, n) => sum + n, 0)).toBe(all);
  expect(await read("/postings")).toContain(`${all} 个岗位`);
});

test("the fair that comes next stands on the home page with the days until then, and with the reader's ticket and hall", async () => {
  const { fair } = await publishedFair(hall.t.services, hall.officer.ctx);
  const person = await hall.t.signInAs(freshPhone());
  const venue = fair.venues[0];
  const { ticket } = await takeTicket(person.ctx, { fairId: fair.id, venueId: venue?.id ?? "" });
  expect(await read("/")).toContain("还有 10 天");
  const home = await read("/", person);
  expect(home).toContain(`我的入场码 ${ticket.reference}，${venue?.name}`);
  expect(home).toContain(`/me/tickets/${ticket.id}`);
});

test("a livestream on air takes the place of one that comes", async () => {
  const posting = await hall.publish();
  const coming = await announcedLivestream(hall.officer.ctx, [posting], { title: "预告的直播" });
  expect(await read("/")).toContain(`/livestreams/${coming.id}`);
  const live = await onAirLivestream(hall.officer.ctx, [posting], { title: "正在播的直播" });
  const home = await read("/");
  expect(home).toContain(`/livestreams/${live.id}`);
  expect(home).toContain("直播中");
  expect(home).not.toContain("预告的直播");
});
