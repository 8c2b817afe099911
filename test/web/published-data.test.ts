import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { confirmPosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, NEIGHBOUR } from "../factories/cities.ts";
import { bodyOf } from "../support/app.ts";

let hall: Hall;
beforeAll(async () => {
  hall = await openHall();
  await hall.publish();
});
afterAll(() => hall.t.close());

const page = async (path: string) => ({ text: await (await hall.t.call("GET", path)).text() });
const structuredOf = (html: string): Record<string, unknown> =>
  JSON.parse(/<script type="application\/ld\+json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? "null");

describe("a posting's structured data", () => {
  test.each([
    ["阜新市", "辽宁", "阜新", "海州 阜新市"],
    ["阜新市海州区示例路8号", "辽宁", "阜新", "阜新市海州区示例路8号"],
  ])("of a county names it in the street address of %s", async (placeText, region, city, street) => {
    const id = await hall.publish({ placeText, city: NEIGHBOUR, county: COUNTY[NEIGHBOUR] ?? null });
    const data = structuredOf((await page(`/postings/${id}`)).text) as { jobLocation: { address: object } };
    expect(data.jobLocation.address).toMatchObject({
      addressRegion: region,
      addressLocality: city,
      streetAddress: street,
    });
  });

  test("has the working hours that were read", async () => {
    const id = await hall.publish({ duties: "看管锅炉，四班三倒", payText: "计件 4500-7000 包吃住 月休4天" });
    const data = structuredOf((await page(`/postings/${id}`)).text);
    expect(data).toMatchObject({ workHours: "三班倒、按月休" });
    expect(data?.description).toContain("计件 4500-7000 包吃住 月休4天");
  });

  test("of pay in another currency has the source's text, and neither figures nor CNY", async () => {
    const id = await hall.publish({ title: "建筑工", payText: "月薪18-20万日元" });
    const { text } = await page(`/postings/${id}`);
    const data = structuredOf(text);
    expect(data).not.toHaveProperty("baseSalary");
    expect(JSON.stringify(data)).not.toContain("CNY");
    expect(data?.description).toContain("月薪18-20万日元");
    expect(text.slice(0, text.indexOf("类似的岗位"))).not.toMatch(/180,000|200,000|元\/月/);
  });
});

describe("the Atom feed", () => {
  const entryOf = async (id: string) => {
    const { text } = await page("/postings.atom");
    return text.split("<entry>").find((entry) => entry.includes(id)) ?? "";
  };
  const updated = (xml: string) => /<updated>([^<]+)</.exec(xml)?.[1] ?? "";

  test.each(["\ufffe", "\uffff", "\u0008"])(
    "holds no character that XML forbids, whatever a title holds: %j",
    async (bad) => {
      const id = await hall.publish({ title: "车工" });
      await hall.settle();
      await hall.t.database.db
        .updateTable("posting")
        .set({ title: `车工${bad}丙` })
        .where("id", "=", id)
        .execute();
      const { text } = await page("/postings.atom");
      expect(text).toContain("<title>车工");
      expect(text).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    },
  );

  test("an entry is updated by the last change, not only by its publication", async () => {
    const id = await hall.publish({ title: "钳工" });
    await hall.settle();
    const before = updated(await entryOf(id));
    await hall.t.database.travel("2 hours");
    await confirmPosting(hall.member.ctx, { id });
    await hall.settle();
    const after = updated(await entryOf(id));
    const feed = updated((await page("/postings.atom")).text);
    await hall.t.database.travel("-2 hours");
    expect(Date.parse(after) - Date.parse(before)).toBeGreaterThanOrEqual(2 * 3_600_000);
    expect(feed).toBe(after);
  });

  test("a summary says what the source says of the pay", async () => {
    const id = await hall.publish({ title: "铣工", payText: "底薪1800+计件，月综合5500-7500" });
    await hall.settle();
    expect(await entryOf(id)).toContain("5,500–7,500 元/月 · 底薪1800+计件 · 月综合");
  });
});

test("pay in another currency is listed after all pay in yuan", async () => {
  const foreign = await hall.publish({ title: "日本建筑工", payText: "月薪18-20万日元" });
  await hall.settle();
  const list = await bodyOf<{ items: { id: string; pay: object }[] }>(
    await hall.t.call("GET", "/api/v1/postings?sort=pay&limit=20"),
    200,
  );
  const at = list.items.findIndex(({ id }) => id === foreign);
  const paid = list.items.map(({ pay }) => (pay as { maxYuan: number | null }).maxYuan);
  expect(at).toBeGreaterThan(0);
  expect(paid[at]).toBeNull();
  expect(paid.slice(at).every((max) => max === null)).toBe(true);
  const { items } = await bodyOf<{ items: { id: string }[] }>(
    await hall.t.call("GET", "/api/v1/postings?payMin=5000&limit=20"),
    200,
  );
  expect(items.map(({ id }) => id)).not.toContain(foreign);
});
