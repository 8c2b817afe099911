import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Links, openLinks } from "../../db/demo/federation/links.ts";
import { serveLinksPage } from "../../db/demo/federation/links-page.ts";
import { ALL_CITIES } from "../../db/demo/federation/region.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../support/browser.ts";
import { axeViolations, shoot, sideways } from "../web/visit.ts";

describe.skipIf(chromiumMissing)(`the page of the demo's links${skipReason}`, () => {
  let links: Links;
  let page: Awaited<ReturnType<typeof serveLinksPage>>;
  beforeAll(async () => {
    const nodes = ALL_CITIES.map((city, n) => ({ n, cities: [city], url: `http://127.0.0.1:4100${n}` }));
    const numberOf = (city: string) => ALL_CITIES.indexOf(city);
    links = openLinks({ nodeOf: numberOf });
    page = await serveLinksPage({
      nodes,
      links,
      nodeOf: (city) => nodes[numberOf(city)] as (typeof nodes)[number],
    });
  });
  afterAll(async () => {
    await page.close();
    await links.close();
  });

  test("cuts and mends a link in both directions, and all at once, on a phone too", async () => {
    const browser = await openBrowser();
    try {
      const tab = await (await browser.newContext({ viewport: DESK, locale: "zh-CN" })).newPage();
      await tab.goto(page.url);
      const press = (name: string) =>
        Promise.all([
          tab.waitForEvent("load"),
          tab.getByRole("button", { name, exact: true }).first().click(),
        ]);
      const cut = () => [links.state(0, 1).cut, links.state(1, 0).cut];
      await press("断开");
      expect(cut()).toEqual([true, true]);
      expect(await tab.locator("li.cut").innerText()).toContain("已断开");
      for (const size of [PHONE, DESK]) {
        await tab.setViewportSize(size);
        await shoot(tab, `links-page-${size.width}`);
        expect(await sideways(tab)).toBeLessThanOrEqual(0);
      }
      expect(await axeViolations(tab)).toEqual([]);
      await press("接通");
      expect(cut()).toEqual([false, false]);
      await press("断开");
      await press("全部接通");
      expect([...cut(), await tab.locator("li.cut").count()]).toEqual([false, false, 0]);
    } finally {
      await browser.close();
    }
  });
});
