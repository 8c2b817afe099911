import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seekerPhone } from "../../../../db/demo/people.ts";
import { type FairView, listStands, openSlots } from "../../../../src/fairs/index.ts";
import { asMember, officer, person, visitor } from "../../../factories/actors.ts";
import { HOME } from "../../../factories/cities.ts";
import { chromiumMissing, DESK, PHONE, skipReason } from "../../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../../support/demo-site.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "../../visit.ts";
import { bigFair } from "./big-fair.ts";

const EXHIBITORS = 160;
const BOOTHS = 54;
const SCREENS = 4;

describe.skipIf(chromiumMissing)(`a fair with 160 enterprises in three halls on a phone${skipReason}`, () => {
  let site: DemoSite;
  let fair: FairView;
  let at: string;
  let phone: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    site = await openDemoSite();
    const { services } = site.demo;
    fair = await bigFair(services, await officer(services, HOME), EXHIBITORS);
    at = `${site.app.origin}/fairs/${fair.id}`;
    phone = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    page = await phone.newPage();
  });
  afterAll(() => site?.close());

  const main = (on: Page = page) => on.locator("main").innerText();
  /** Returns the distance of the first element from the top of the document. */
  const topOf = (selector: string, on: Page = page) =>
    on
      .locator(selector)
      .first()
      .evaluate((node) => Math.round(node.getBoundingClientRect().top + window.scrollY));
  const press = (on: Page, name: string | RegExp, role: "button" | "link" = "button") =>
    Promise.all([on.waitForEvent("load"), on.getByRole(role, { name }).first().click()]);
  /** Returns the links, buttons and folds of the page's content that are lower than a target of 44 pixels. */
  const low = (on: Page = page) =>
    on.evaluate(() =>
      Array.from(document.querySelectorAll("main :is(a, button, summary)"))
        .filter((node) => node.getClientRects().length > 0 && node.getBoundingClientRect().height < 43.5)
        .map((node) => (node.textContent ?? "").trim()),
    );

  test("time, halls and ticket stand first; the plan before the list; all within four screens before the whole list", async () => {
    await page.goto(at);
    await shoot(page, "fair-big-visitor");
    expect(await topOf("text=领入场码")).toBeLessThan(PHONE.height);
    expect(await topOf("#trades")).toBeLessThan(await topOf("svg.hall-plan"));
    expect(await topOf("svg.hall-plan")).toBeLessThan(await topOf("#enterprises ~ .booths"));
    expect(await page.locator("#enterprises ~ .booths > li").count()).toBe(12);
    expect(
      await topOf(`a[href$="/enterprises?venue=${fair.venues[0]?.id}"]:text("看这个会场全部 54 家企业")`),
    ).toBeLessThan(SCREENS * PHONE.height);
    expect(await low()).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    // Little work for a slow phone: one script, and a plan of one hall only.
    expect(await page.locator("script[src]").count()).toBe(1);
    expect(await page.locator("*").count()).toBeLessThan(700);
  });

  test("a hall has a tab with its number; the address keeps it", async () => {
    const [, second] = fair.venues;
    await page.goto(at);
    expect(await page.locator("#enterprises + ul.chips").innerText()).toMatch(
      /全部 160\s+人力资源市场一楼大厅 54\s+体育馆副馆 54\s+市民之家分会场 52/,
    );
    await press(page, "体育馆副馆 54", "link");
    expect(new URL(page.url()).search).toBe(`?venue=${second?.id}`);
    expect(await page.locator("section.hall-scroll").getAttribute("aria-label")).toContain("体育馆副馆");
    expect(await page.locator("svg.hall-plan a").count()).toBe(BOOTHS);
  });

  test("a chosen trade names its booths and marks them on the plan; the card chooses for its owner", async () => {
    await page.goto(at);
    await page.locator("summary", { hasText: "更多工种" }).click();
    await press(page, /^焊工/, "link");
    expect(new URL(page.url()).search).toBe("?trade=welder");
    expect(await main()).toContain("您选的工种：焊工");
    expect(await page.locator("#trades ~ .booths > li").count()).toBe(4);
    const marked = page.locator("svg.hall-plan a.mine");
    expect(await marked.count()).toBeGreaterThan(0);
    expect(await marked.first().getAttribute("aria-label")).toContain("，有您的工种");
    await press(page, /^看全部 \d+ 个展位$/, "link");
    expect(await main()).toContain("只看招焊工的");

    const own = await site.browser.newContext({ viewport: PHONE });
    await signInBrowser(own, site.app.origin, seekerPhone("210900"));
    const mine = await own.newPage();
    await mine.goto(at);
    expect(await main(mine)).toContain("按您求职卡上的工种：焊工");
    expect(await mine.locator("#trades ~ .booths > li").count()).toBe(4);
    await own.close();
  });

  test("the whole list has every enterprise once, by page", async () => {
    const seen: string[] = [];
    let next: string | null = `${at}/enterprises`;
    let pages = 0;
    while (next) {
      await page.goto(next);
      seen.push(
        ...(await page
          .locator(".booths a")
          .evaluateAll((rows) => rows.map((row) => row.getAttribute("href") ?? ""))),
      );
      const more = page.locator("a[rel=next]");
      next =
        (await more.count()) > 0 ? new URL((await more.getAttribute("href")) ?? "", page.url()).href : null;
      pages += 1;
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([6, EXHIBITORS, EXHIBITORS]);
  });

  test("a search by name counts its results in each hall; whatever is asked, the answer helps", async () => {
    await page.goto(`${at}/enterprises`);
    await page.fill("#list-search", "服装");
    await press(page, "查找");
    await shoot(page, "fair-big-list");
    expect(await main()).toContain("“服装” 40 家企业");
    expect(await main()).toMatch(/全部 40\s+人力资源市场一楼大厅 \d+/);
    expect(await low()).toEqual([]);
    const asked = [
      `?q=${encodeURIComponent("🙂")}`,
      `?q=${"a".repeat(10_000)}`,
      `?q=${encodeURIComponent("甲\u0000\u0007乙")}`,
      "?city=999999&sector=x",
    ];
    for (const query of asked) {
      const answer = await page.goto(`${at}/enterprises${query}`);
      expect([query.slice(0, 20), answer?.status()]).toEqual([query.slice(0, 20), 200]);
      expect(await main()).toContain("没有找到这样的企业");
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await press(page, "看全部企业", "link");
      expect(await main()).toContain("160 家企业");
    }
    const gone = "?venue=00000000-0000-4000-8000-000000000000&trade=welders-of-old";
    for (const path of [at, `${at}/enterprises`]) {
      await page.goto(path + gone);
      expect(await main()).toContain("您要看的会场或工种，这场招聘会里已经没有了");
      expect(await main()).toContain("全部 160");
    }
    await page.goto(`${at}/enterprises?venue=${fair.venues[0]?.id}&cursor=nonsense`);
    expect(new URL(page.url()).search).toBe(`?venue=${fair.venues[0]?.id}`);
    await page.goto(`${at}?city=${HOME}`);
    expect(new URL(page.url()).pathname).toBe(`/fairs/${fair.id}/enterprises`);
  });

  test("it prints on three pages of A4 at most", async () => {
    await page.goto(`${at}?trade=welder`);
    const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(3);
  });

  test("without JavaScript a visitor queues by a tap on a booth, leaves, and learns why a number is refused", async () => {
    await site.demo.travel("30 minutes");
    const own = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    await signInBrowser(own, site.app.origin, seekerPhone("210700"));
    const mine = await own.newPage();
    await mine.goto(`${at}/stands/${(await stands())[0]?.registrationId}`);
    expect(await main(mine)).toContain("领了入场码，开场后可以在这里取号");
    await mine.goto(`${at}/ticket`);
    await mine.locator("input[type=radio]").first().check();
    await press(mine, "领入场码");

    await mine.goto(at);
    expect(await main(mine)).toContain("我的入场码 LP");
    expect(await main(mine)).toContain("您的会场");
    await Promise.all([mine.waitForEvent("load"), mine.locator("svg.hall-plan a").first().click()]);
    expect(await low(mine)).toEqual([]);
    await shoot(mine, "fair-big-stand");
    await press(mine, "取号排队");
    expect(await mine.locator("h1").innerText()).toBe("已取号：1 号");
    expect(await main(mine)).toMatch(/号展位。前面没有人，请在展位旁等。/);
    // The link leads to the address of the page itself, so a browser need not load it as a new one.
    const booth = mine.locator('main a[href*="/stands/"]').first();
    const name = await booth.innerText();
    await mine.goto(new URL((await booth.getAttribute("href")) ?? "", mine.url()).href);
    expect(await main(mine)).toContain("您的号码：1 号");
    await press(mine, "不排了");
    expect(await mine.locator("h1").innerText()).toMatch(/^已退出排队：.+ A01 号展位$/);

    await press(mine, "重新取号", "link");
    await site.demo.db
      .updateTable("fairTicket")
      .set({ status: "cancelled" })
      .where("accountId", "is not", null)
      .execute();
    await press(mine, "取号排队");
    expect(name).toContain(await mine.locator("h1").innerText());
    expect(await main(mine)).toContain("入场码");
    expect(await mine.locator(".errors").count()).toBe(1);
    await own.close();
  });

  const stands = async () => listStands(visitor(site.demo.services), fair);

  test("an interview can be wished for where the enterprise opened slots; the others say that they did not", async () => {
    const { services } = site.demo;
    const [first, second] = (await stands()).filter(({ postings }) => postings.length > 1);
    if (!first || !second) throw new Error("the fair has exhibitors with two postings");
    const member = asMember(await person(services), { id: first.enterpriseId, homeCity: HOME });
    const hour = (n: number) => new Date(Date.parse(fair.opensAt) + n * 3_600_000).toISOString();
    const slots = { recruiter: 1, from: hour(2), to: hour(3), minutes: 15, capacity: 1 };
    await openSlots(member, { registrationId: first.registrationId, ...slots });
    const own = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    await signInBrowser(own, site.app.origin, seekerPhone("211300"));
    const mine = await own.newPage();
    await mine.goto(`${at}/ticket`);
    await mine.locator("input[type=radio]").first().check();
    await press(mine, "领入场码");
    await mine.goto(`${at}/stands/${second.registrationId}`);
    expect(await main(mine)).toContain("这家企业没有开放预约面谈的时段");
    await mine.goto(`${at}/stands/${first.registrationId}`);
    await mine.locator("#postingId").selectOption({ index: 1 });
    await press(mine, "我想和它面谈");
    expect(await mine.locator("h1").innerText()).toBe(
      `已记下：想和${first.name}谈${first.postings[1]?.title}`,
    );
    await mine.goto(`${at}/stands/${first.registrationId}`);
    expect(await main(mine)).toContain(`已选中，想谈：${first.postings[1]?.title}`);
    await own.close();
  });

  test("at 320 pixels with type of 30 nothing is cut, on the desk neither", async () => {
    await phone.addCookies([{ name: "elder", value: "3", url: site.app.origin }]);
    for (const viewport of [{ width: 320, height: 640 }, DESK]) {
      await page.setViewportSize(viewport);
      for (const path of [at, `${at}/enterprises`, `${at}/stands/${(await stands())[0]?.registrationId}`]) {
        await page.goto(path);
        expect([path, await sideways(page)]).toEqual([path, 0]);
      }
    }
    await page.goto(at);
    await shoot(page, "fair-big-elder");
    await phone.clearCookies();
  });
});
