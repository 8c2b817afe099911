import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interviewUpkeep } from "../../../../src/fairs/index.ts";
import { ensureAccount } from "../../../../src/identity/index.ts";
import { systemContext } from "../../../../src/platform/context.ts";
import { databaseNow } from "../../../../src/platform/core/store.ts";
import { officer } from "../../../factories/actors.ts";
import { clerkOf, DOORS_OPEN_H, fairWithBooths, ticketFor } from "../../../factories/booth-desk.ts";
import { HOME } from "../../../factories/cities.ts";
import { chromiumMissing, DESK, PHONE, skipReason } from "../../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../../support/demo-site.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "../../visit.ts";

describe.skipIf(chromiumMissing)(`the pages of a booth${skipReason}`, () => {
  let site: DemoSite;
  beforeAll(async () => {
    site = await openDemoSite();
    // Moves the clock to six in the morning in Shanghai, so that the fair of each test is within one day.
    const now = await databaseNow(site.demo.db);
    const sinceSix = ((now.getTime() + 2 * 3_600_000) / 60_000) % (24 * 60);
    await site.demo.travel(`${Math.round(24 * 60 - sinceSix)} minutes`);
  });
  afterAll(() => site?.close());

  let phones = 0;
  const freshPhone = () => {
    phones += 1;
    return `1391235${String(phones).padStart(4, "0")}`;
  };

  async function open(browser: Browser, phone: string, more: object): Promise<[BrowserContext, Page]> {
    const context = await browser.newContext({ locale: "zh-CN", ...more });
    await signInBrowser(context, site.app.origin, phone);
    return [context, await context.newPage()];
  }

  /** Creates a fair with a booth, a member of the exhibitor, and a seeker with a ticket. */
  async function build() {
    const { services } = site.demo;
    const union = await officer(services, HOME);
    const world = await fairWithBooths(services, union, 1, DOORS_OPEN_H);
    const [clerk, seeker] = [freshPhone(), freshPhone()];
    await clerkOf(union, clerk, world.first.enterprise.id);
    const seekerId = await ensureAccount(services, services.db, { phone: seeker });
    const { code } = await ticketFor(services, world.hall, seekerId);
    return { world, clerk, seeker, code, base: `${site.app.origin}/enterprise/fairs/${world.fair.id}` };
  }

  test.each([
    ["with JavaScript on a phone", true, PHONE],
    ["without JavaScript at a desk", false, DESK],
  ])(
    "%s: an enterprise scans, records intents, opens slots, and calls people by the timetable",
    async (_name, javaScriptEnabled, viewport) => {
      const { world, clerk, seeker, code, base } = await build();
      const [desk, page] = await open(site.browser, clerk, { viewport, javaScriptEnabled });
      const [own, mine] = await open(site.browser, seeker, { viewport, javaScriptEnabled });
      const name = javaScriptEnabled ? "js" : "plain";
      const press = (on: Page, text: string | RegExp) =>
        Promise.all([on.waitForEvent("load"), on.getByRole("button", { name: text }).first().click()]);
      const look = async (on: Page, step: string) => {
        if (javaScriptEnabled) expect(await axeViolations(on)).toEqual([]);
        expect(await sideways(on)).toBeLessThanOrEqual(0);
        await shoot(on, `fair-desk-${name}-${step}`);
      };
      const main = (on: Page) => on.locator("main").innerText();

      await page.goto(`${base}/desk`);
      await look(page, "1-empty");
      await page.locator("#code").fill(code);
      await page.getByLabel("双方有就业意向").check();
      await press(page, "登记");
      expect(await main(page)).toContain("请填写称呼");
      await look(page, "2-refused");
      await page.locator("#callName").fill("王师傅");
      await press(page, "登记");
      expect(await main(page)).toContain("应聘已收到，就业意向已登记 · LP");
      expect(await page.locator("tbody").innerText()).toContain("王师傅");
      for (const note of ["会二保焊，手上有证", "下周一来面试"]) {
        await page.locator("summary", { hasText: "备注、意向、到岗" }).click();
        await page.locator("tbody [name=note]").fill(note);
        await press(page, "加上这条备注");
      }
      const listed = await page.locator("tbody").innerText();
      expect(listed).toMatch(/会二保焊，手上有证\s+139\*{4}\d{4} \d+月\d+日 周. \d+:\d\d/);
      expect(listed).toContain("下周一来面试");
      await look(page, "3-listed");

      await page.goto(`${base}/interviews`);
      await page.locator("#from").fill(clock(world.fair.opensAt, 30));
      await page.locator("#to").fill(clock(world.fair.opensAt, 60));
      await press(page, "开放时段");
      expect(await main(page)).toContain("已开放 2 段");

      await mine.goto(`${site.app.origin}/me/fairs/${world.fair.id}`);
      await look(mine, "4-my-fair");
      await mine.locator("#wish1").selectOption({ index: 1 });
      await press(mine, "保存");
      expect(await main(mine)).toContain("想谈的企业已记下");
      await site.demo.travel("25 minutes");
      await interviewUpkeep(systemContext(site.demo.services, "test"));
      await site.demo.travel("27 minutes");
      await page.goto(`${base}/interviews`);
      expect(await main(page)).toContain("约好的面谈（1）");
      expect(await main(page)).toContain("下周一来面试");
      await press(page, "招聘人员 1：叫下一位");
      expect(await main(page)).toContain("请 1 号");
      await look(page, "5-called");
      await mine.goto(`${site.app.origin}/me/fairs/${world.fair.id}`);
      expect(await main(mine)).toContain("轮到您了");
      await look(mine, "6-my-turn");
      await mine.goto(`${site.app.origin}/fairs/${world.fair.id}/queue/${world.hall.venueId}`);
      expect(await mine.locator(".calling").innerText()).toContain("1");
      expect(await main(mine)).not.toContain("王师傅");
      await look(mine, "7-hall");
      await site.demo.travel("-52 minutes");
      await desk.close();
      await own.close();
    },
  );
});

/** Returns the time of day in Shanghai, such as 09:30, `minutes` after an instant. */
const clock = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000 + 8 * 3_600_000).toISOString().slice(11, 16);
