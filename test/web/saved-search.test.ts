import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemContext } from "../../src/platform/context.ts";
import { findNewMatches } from "../../src/saved-searches/index.ts";
import { drainAll } from "../../workers/index.ts";
import { officer as officerOf } from "../factories/actors.ts";
import { verifiedEnterprise } from "../factories/enterprises.ts";
import { publishedPosting } from "../factories/postings.ts";
import { chromiumMissing, PHONE, skipReason } from "../support/browser.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { axeViolations, shoot, sideways } from "./visit.ts";

describe.skipIf(chromiumMissing)(`a saved search${skipReason}`, () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await openDemoSite();
  });
  afterAll(() => site?.close());

  test.each([
    ["with JavaScript", true, "13912340001"],
    ["without JavaScript", false, "13912340002"],
  ])(
    "%s: a visitor saves a search, signs in, is notified of a match, and deletes the search",
    async (_name, javaScriptEnabled, phone) => {
      const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled });
      const page = await context.newPage();
      const name = javaScriptEnabled ? "js" : "plain";
      const follow = (text: string | RegExp, role: "link" | "button" = "button") =>
        Promise.all([page.waitForEvent("load"), page.getByRole(role, { name: text }).first().click()]);
      const look = async (step: string) => {
        if (javaScriptEnabled) expect(await axeViolations(page)).toEqual([]);
        expect(await sideways(page)).toBeLessThanOrEqual(0);
        await shoot(page, `saved-${name}-${step}`);
      };

      await page.goto(`${site.app.origin}/postings?q=${encodeURIComponent("电焊")}&city=211400`);
      await look("1-found");
      await follow("有新岗位告诉我", "link");
      await page.locator("#phone").fill(phone);
      await follow(/验证码/);
      await page.locator("#code").fill(/\b\d{6}\b/.exec(await page.locator("main").innerText())?.[0] ?? "");
      await follow(/登录/);
      expect(await page.locator("main").innerText()).toContain("电焊 · 葫芦岛");
      await look("2-confirm");
      await follow("保存提醒");
      await look("3-done");
      await page.goto(`${site.app.origin}/me`);
      expect(await page.locator("#searches").innerText()).toContain("近 7 天没有新岗位");

      await publishAnother();
      await page.goto(`${site.app.origin}/me`);
      expect(await page.locator("#searches").innerText()).toContain("近 7 天新岗位 1 个");
      await look("4-told");
      await follow(/有新岗位：电焊/, "link");
      expect(await page.locator("h1").innerText()).toContain("葫芦岛 电焊");
      expect(await page.locator(".posting a.title").first().innerText()).toContain("电焊");
      await page.goto(`${site.app.origin}/me`);
      await follow(/不再提醒/);
      expect(await page.locator("#searches").innerText()).toContain("还没有");
      expect(await page.locator("main").innerText()).not.toContain("有新岗位：");
      await context.close();
    },
  );

  /** Publishes a posting of an enterprise of the city, lets ten minutes pass, and runs the saved searches. */
  async function publishAnother(): Promise<void> {
    const officer = await officerOf(site.demo.services, "211400");
    const { enterprise, member } = await verifiedEnterprise(site.demo.services, officer);
    await publishedPosting({ member, officer }, enterprise.id, { title: "船用电焊工" });
    await drainAll(site.demo.services);
    await site.demo.travel("10 minutes");
    await findNewMatches(systemContext(site.demo.services, "test"));
  }
});
