import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hall, openHall } from "../applications/world.ts";
import { COUNTY, HOME, NEIGHBOUR } from "../factories/cities.ts";
import { daysAhead } from "../factories/postings.ts";
import { bodyOf } from "../support/app.ts";

let hall: Hall;
let welder: string;
beforeAll(async () => {
  hall = await openHall();
  welder = await hall.publish({
    duties: "按图纸焊接 </script><script>alert(1)</script>",
    headcount: "5",
    benefits: ["dormitory"],
    validThrough: await daysAhead(hall.officer.ctx, 10),
  });
  await hall.publish({ title: "叉车司机" });
  await hall.settle();
});
afterAll(() => hall.t.close());

const page = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await hall.t.call("GET", path, { headers });
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
};
const structuredOf = (html: string): Record<string, unknown> | null => {
  const found = /<script type="application\/ld\+json"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1];
  return found ? (JSON.parse(found) as Record<string, unknown>) : null;
};

describe("a posting's structured data", () => {
  test("has the fields that search engines require, and no value closes the script element", async () => {
    const { text } = await page(`/postings/${welder}`);
    const data = structuredOf(text);
    const until = await daysAhead(hall.officer.ctx, 10);
    expect(data).toMatchObject({
      "@context": "https://schema.org",
      "@type": "JobPosting",
      title: "电焊工",
      validThrough: `${until}T23:59:59+08:00`,
      hiringOrganization: { "@type": "Organization", name: expect.stringContaining("海风") },
      jobLocation: {
        address: {
          addressCountry: "CN",
          addressRegion: "辽宁",
          addressLocality: "葫芦岛",
          streetAddress: "葫芦岛兴城市临海产业区",
        },
      },
      occupationalCategory: "焊工",
      experienceRequirements: { monthsOfExperience: 36 },
      baseSalary: { currency: "CNY", value: { minValue: 6000, maxValue: 9000, unitText: "MONTH" } },
      identifier: { "@type": "PropertyValue", value: welder },
      directApply: true,
      totalJobOpenings: 5,
    });
    expect(String(data?.description)).toContain("&lt;script&gt;");
    expect(Date.parse(String(data?.datePosted))).toBeLessThanOrEqual(Date.now());
    expect(text.match(/<script/g)).toHaveLength(2);
  });

  test("disappears with the posting", async () => {
    await hall.t.database.travel("11 days");
    const { status, text } = await page(`/postings/${welder}`);
    await hall.t.database.travel("-11 days");
    expect([status, structuredOf(text)]).toEqual([410, null]);
    expect(text).toContain("叉车司机");
  });
});

describe("feeds and site maps", () => {
  test("robots.txt lists the excluded paths and the site map", async () => {
    const { type, text } = await page("/robots.txt");
    expect(type).toContain("text/plain");
    for (const line of ["Disallow: /me", "Disallow: /union", "Sitemap: http://localhost"])
      expect(text).toContain(line);
  });

  test("the site map lists the agreement's cities and only their live postings", async () => {
    const { text, type } = await page("/sitemap.xml");
    expect(type).toContain("xml");
    expect([...text.matchAll(/\/sitemaps\/(\d+)/g)].map(([, code]) => code).sort()).toEqual([
      "210700",
      NEIGHBOUR,
      HOME,
    ]);
    expect((await page(`/sitemaps/${HOME}`)).text).toContain(`/postings/${welder}</loc>`);
    expect((await page("/sitemaps/210300")).status).toBe(404);
    expect((await page(`/sitemaps/${HOME}`, { "x-agreement": "east" })).status).toBe(404);
  });

  test("a search has an Atom feed, newest first, with the query in its address", async () => {
    const { text, type } = await page(`/postings.atom?q=${encodeURIComponent("电焊工")}&city=${HOME}&utm=x`);
    expect(type).toContain("application/atom+xml");
    expect(text.match(/<entry>/g)).toHaveLength(1);
    expect(text).toContain(`urn:uuid:${welder}`);
    expect(text).not.toContain("utm");
    expect((await page("/postings.atom", { "x-agreement": "east" })).text).not.toContain("<entry>");
  });
});

describe("the list of postings", () => {
  test("a query without results suggests terms to drop, with the number of results for each", async () => {
    const none = await page(`/postings?q=${encodeURIComponent("电焊工 夜班")}&city=${NEIGHBOUR}`);
    expect(none.text).toContain("0 个岗位");
    const alone = await page(`/postings?q=${encodeURIComponent("电焊工")}&city=${NEIGHBOUR}`);
    expect(alone.text).toMatch(/不限城市 <b class="number nowrap">\+1<\/b>/);
    const words = await page(`/postings?q=${encodeURIComponent("电焊工 夜班")}`);
    expect(words.text).toMatch(/不要求“夜班” <b class="number nowrap">\+1<\/b>/);
  });

  test("a city, and a trade in a city, have their own page and stand in the site map", async () => {
    const { status, text } = await page(`/jobs/${HOME}/welder`);
    expect([status, text.includes("<title>葫芦岛焊工招聘")]).toEqual([200, true]);
    expect(text).toContain(`/postings/${welder}`);
    expect(text).not.toContain("叉车司机</a>");
    for (const path of ["/jobs/210300", `/jobs/${HOME}/astronaut`, "/jobs/x"])
      expect((await page(path)).status).toBe(404);
    expect((await page(`/sitemaps/${HOME}`)).text).toContain(`/jobs/${HOME}/welder</loc>`);
  });

  test("a title highlights the searched words and nothing else", async () => {
    const { text } = await page(`/postings?q=${encodeURIComponent("兴城 焊工")}`);
    expect(text).toContain("电<mark>焊工</mark>");
    expect((await page("/postings")).text).not.toContain("<mark>");
  });

  test("sorting by distance starts from the chosen city and covers all cities", async () => {
    const ids = async (query: string) =>
      (
        await bodyOf<{ items: { city: string }[] }>(
          await hall.t.call("GET", `/api/v1/postings?${query}`),
          200,
        )
      ).items;
    await hall.publish({ title: "电焊工", placeText: "阜新市细河区" });
    await hall.settle();
    expect((await ids(`sort=nearest&near=${NEIGHBOUR}`))[0]?.city).toBe(NEIGHBOUR);
    expect((await ids(`sort=nearest&near=${HOME}`))[0]?.city).toBe(HOME);
    expect((await hall.t.call("GET", "/api/v1/postings?sort=nearest")).status).toBe(422);
    expect((await hall.t.call("GET", "/api/v1/postings?sort=nearest&near=110105")).status).toBe(422);
    const { text } = await page("/postings", { cookie: `city=${NEIGHBOUR}` });
    expect(text).toContain(`city=&amp;sort=nearest&amp;near=${NEIGHBOUR}`);
    expect((await page("/postings")).text).not.toContain("sort=nearest");
  });

  test("the search box completes words: first trades and places with that prefix, then those that contain it", async () => {
    const suggest = async (q: string) =>
      (
        await bodyOf<{ items: { text: string }[] }>(
          await hall.t.call("GET", `/api/v1/suggestions?q=${encodeURIComponent(q)}`),
          200,
        )
      ).items.map(({ text }) => text);
    expect((await suggest("叉"))[0]).toBe("叉车");
    expect(await suggest("兴")).toContain("兴城");
    expect((await suggest("焊工")).every((text) => text.includes("焊工"))).toBe(true);
    expect(await suggest("")).toEqual([]);
    expect((await suggest("工")).length).toBeLessThanOrEqual(8);
  });

  test("a posting links to similar postings", async () => {
    const other = await hall.publish({ title: "氩弧焊工", city: HOME, county: COUNTY[HOME] ?? null });
    await hall.settle();
    const { text } = await page(`/postings/${welder}`);
    expect(text.slice(text.indexOf("类似的岗位"))).toContain(`/postings/${other}`);
  });
});
