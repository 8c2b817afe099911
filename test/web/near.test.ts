import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CARD, type Hall, openHall } from "../applications/world.ts";
import { bodyOf, type Client } from "../support/app.ts";

/** 绥中, 46 km from 兴城, where all postings are. */
const SUIZHONG = "211421";
const XINGCHENG = "211481";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
  await hall.publish({ title: "电焊工", placeText: "兴城市临海路一号", benefits: ["bus"] });
  await hall.publish({ title: "电焊工", placeText: "葫芦岛市连山区" });
  await hall.settle();
});
afterAll(() => hall.t.close());

type Cookies = Record<string, string>;
const headersOf = (cookies: Cookies) => ({
  cookie: Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join("; "),
});
async function open(path: string, cookies: Cookies = {}) {
  const first = await hall.t.app.request(path, { headers: headersOf(cookies) });
  // An address that is not understood leads to the page without what was wrong.
  const to = first.status === 302 ? (first.headers.get("location") ?? "") : null;
  const response = to === null ? first : await hall.t.app.request(to, { headers: headersOf(cookies) });
  const html = await response.text();
  const plain = html.replace(/<style[\s\S]*?<\/style>|<[^>]+>/g, " ").replace(/\s+/g, " ");
  const links = [...html.matchAll(/<a [^>]*?href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(
    ([, href = "", body = ""]) => ({
      href: href.replaceAll("&amp;", "&"),
      text: body
        .replace(/<[^>]+>/g, "")
        .replace(/\s+/g, " ")
        .trim(),
    }),
  );
  return { status: response.status, html, plain, links, total: Number(/(\d+) 个岗位/.exec(html)?.[1]) };
}
const choose = (form: Record<string, string>, cookies: Cookies = {}) =>
  hall.t.app.request("/near", {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { ...headersOf(cookies), origin: "http://localhost" },
  });
const as = (who: Client): Cookies => ({ session: who.token });
const queryOf = (href: string | undefined) =>
  Object.fromEntries(new URL(href ?? "", "http://site").searchParams);

describe("a visitor's county", () => {
  test("is asked once, kept, shown in the header and used on every card, the nearest first", async () => {
    const before = await open("/postings?q=电焊工");
    expect(before.plain).not.toContain("公里");
    const ask = before.links.find(({ text }) => text === "离我近的在前");
    expect(ask?.href).toMatch(/^\/near\?back=/);
    expect((await open(ask?.href ?? "")).html).toContain(`value="${SUIZHONG}"`);

    const chosen = await choose({ county: SUIZHONG, back: "/postings?q=%E7%84%8A&sort=nearest" });
    expect([chosen.status, chosen.headers.get("location")]).toEqual([
      303,
      "/postings?q=%E7%84%8A&sort=nearest",
    ]);
    expect(chosen.headers.getSetCookie().join()).toContain(`county=${SUIZHONG}`);
    const after = await open("/postings", { county: SUIZHONG });
    expect(after.plain).toContain("我在绥中");
    expect(after.plain).toContain("从绥中算起，近的在前");
    expect(after.plain).toMatch(/兴城 约 46 公里.*连山 约 6\d 公里/);
    const home = await open("/", { county: SUIZHONG });
    expect(home.plain).toMatch(/绥中附近的最新岗位 .*兴城 约 46 公里/);
    expect(home.plain).not.toContain("连山 约");
  });

  test.each([
    ["an unknown county in the cookie", "/postings", { county: "999999" }],
    ["no county at all in the cookie", "/postings", { county: "'; drop table" }],
    ["an unknown county in the address", "/postings?near=999999&sort=nearest&within=30", {}],
    ["a distance from nowhere", "/postings?within=30", {}],
  ])("%s: all postings, and the question again", async (_name, path, cookies) => {
    const { status, plain, total } = await open(path, cookies as Cookies);
    expect([status, total]).toEqual([200, 2]);
    expect(plain).toContain("我在哪个县");
  });

  test("an unknown county is refused on the page of the question; none removes the choice", async () => {
    const refused = await choose({ county: "999999" });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("我在哪个县（市、区）"),
    ]);
    const removed = await choose({ county: "" }, { county: SUIZHONG });
    expect(removed.headers.getSetCookie().join()).toMatch(/county=;/);
    expect((await choose({ county: SUIZHONG, back: "//elsewhere.example" })).headers.get("location")).toBe(
      "/postings",
    );
  });
});

describe("a seeker's county", () => {
  test("stands on the card, goes with the person, and reaches no receiver of the card", async () => {
    const person = await hall.seeker();
    expect((await open("/postings", as(person))).plain).toContain("我在哪个县");
    expect((await choose({ county: SUIZHONG }, as(person))).status).toBe(303);
    const card = await bodyOf<Record<string, unknown>>(await person.call("GET", "/api/v1/me/profile"), 200);
    expect(card).toMatchObject({ ...CARD, veteran: "declared", county: SUIZHONG, city: "211400" });
    // The card wins over what was chosen in this browser before.
    expect((await open("/postings", { ...as(person), county: XINGCHENG })).plain).toContain("我在绥中");
    expect((await open("/me", as(person))).plain).toMatch(/住在 绥中/);
    expect((await open("/me/card", as(person))).html).toMatch(
      new RegExp(`<option value="${SUIZHONG}" selected`),
    );
    const postingId = await hall.publish({ title: "叉车司机" });
    const { id } = await bodyOf<{ id: string }>(await hall.applyTo(postingId, person), 201);
    const received = await hall.received(id);
    expect(JSON.stringify(received)).not.toContain(SUIZHONG);
    expect(JSON.stringify(received)).toContain(CARD.callName);
  });

  test("a card whose county is a city's code, or unknown, is refused", async () => {
    const person = await hall.seeker();
    for (const county of ["211400", "999999"]) {
      const answer = await person.call("PUT", "/api/v1/me/profile", { body: { ...CARD, county } });
      const { fields } = await bodyOf<{ fields: { path: string }[] }>(answer, 422);
      expect(fields).toEqual([expect.objectContaining({ path: "county" })]);
    }
  });
});

describe("a search with few results", () => {
  test("offers 50 kilometres and a bus, with the numbers that one finds there", async () => {
    const { links, total } = await open(`/postings?q=电焊工&county=${SUIZHONG}`);
    expect(total).toBe(0);
    const step = links.find(({ text }) => text === "离绥中 50 公里内 1");
    expect(queryOf(step?.href)).toEqual({
      q: "电焊工",
      city: "",
      sort: "nearest",
      near: SUIZHONG,
      within: "50",
    });
    const there = await open(step?.href ?? "");
    expect(there.total).toBe(1);
    expect(there.links.map(({ text }) => text)).toContain("离绥中 50 公里内 ✕");
    // Nothing is within 30 kilometres, so that step is not offered.
    expect(links.some(({ text }) => text.startsWith("离绥中 30"))).toBe(false);
    const bus = links.find(({ text }) => text === "离绥中 80 公里内，有班车 1");
    expect((await open(bus?.href ?? "")).total).toBe(1);
  });

  test("goes on from a step, and offers none where no place is given", async () => {
    const near = await open(`/postings?q=电焊工&near=${XINGCHENG}&within=5&sort=nearest&city=`);
    expect(near.total).toBe(1);
    expect(near.links.map(({ text }) => text)).toContain("离兴城 30 公里内 2");
    const free = await open("/postings?q=电焊工", { county: SUIZHONG });
    expect(free.links.some(({ text }) => text.includes("公里内"))).toBe(false);
  });
});
