import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumMissing, PHONE, skipReason } from "../support/browser.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { PATIENCE } from "../support/patience.ts";
import { axeViolations, shoot, sideways } from "./visit.ts";

describe.skipIf(chromiumMissing)(`the search page${skipReason}`, () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await openDemoSite();
  });
  afterAll(() => site?.close());

  test.each([
    ["with JavaScript", true],
    ["without JavaScript", false],
  ])("%s: a visitor types a word, chooses a filter and opens a posting", async (_name, javaScriptEnabled) => {
    const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled });
    const page = await context.newPage();
    const name = javaScriptEnabled ? "js" : "plain";
    await page.goto(site.app.origin);
    await page.locator("#q").pressSequentially("电焊");
    if (javaScriptEnabled)
      await expect.poll(() => page.locator("#suggestions option").count(), PATIENCE).toBeGreaterThan(0);
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    const all = Number(/(\d+) 个岗位/.exec(await page.locator("h1").innerText())?.[1]);
    expect(all).toBeGreaterThan(1);
    expect(await page.locator(".posting mark").count()).toBeGreaterThan(0);
    await shoot(page, `search-${name}-1-found`);

    await page.locator("summary", { hasText: "筛选" }).click();
    const choice = page.locator(".facet", { hasText: "城市" }).locator("li a").first();
    const [place = "", count = ""] = (await choice.innerText()).split("\n");
    await Promise.all([page.waitForEvent("load"), choice.click()]);
    expect(await page.locator("h1").innerText()).toContain(`${place} 电焊 ${count} 个岗位`);
    expect(Number(count)).toBeLessThan(all);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    if (javaScriptEnabled) expect(await axeViolations(page)).toEqual([]);
    await shoot(page, `search-${name}-2-city`);

    const title = await page.locator(".posting a.title").first().innerText();
    await Promise.all([page.waitForEvent("load"), page.locator(".posting a.title").first().click()]);
    expect(await page.locator("h1").innerText()).toBe(title);
    expect(await page.getByRole("link", { name: "我要应聘" }).count()).toBe(1);
    await shoot(page, `search-${name}-3-posting`);

    await page.goto(`${site.app.origin}/postings?q=${encodeURIComponent("电焊工 日语翻译")}`);
    await shoot(page, `search-${name}-4-nothing`);
    const rescue = page.getByRole("link", { name: /不要求/ }).first();
    const promised = Number(/\+(\d+)/.exec(await rescue.innerText())?.[1]);
    await Promise.all([page.waitForEvent("load"), rescue.click()]);
    expect(await page.locator("h1").innerText()).toContain(`${promised} 个岗位`);
    await context.close();
  });
});
