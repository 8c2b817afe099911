import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officerPhone, seekerPhone } from "../../../../db/demo/people.ts";
import { boardUpkeep, createChannel, hubOf, scanAtBooth } from "../../../../src/fairs/index.ts";
import { systemContext } from "../../../../src/platform/context.ts";
import { FIGURE, FIGURE_WORDS, type Meaning } from "../../../../src/web/text/fairs/fair-figures.ts";
import { UNION_FAIRS } from "../../../../src/web/text/fairs/fair-union.ts";
import { MEASURES_MEAN } from "../../../../src/web/text/fairs/reports.ts";
import { UNION_TICKETS } from "../../../../src/web/text/fairs/tickets.ts";
import { drainAll } from "../../../../workers/index.ts";
import { officer as officerOf } from "../../../factories/actors.ts";
import { announcedFair, publishedFair } from "../../../factories/fairs.ts";
import { chromiumMissing, DESK, NARROW, PHONE, skipReason } from "../../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../../support/demo-site.ts";
import { axeViolations, barsShare, cutTexts, decoded, shoot, sideways, signInBrowser } from "../../visit.ts";

const CITY = "211400";
const PARTNERS = ["210900", "210700", "211100", "211300"];
const HALL = { width: 1920, height: 1080 };

describe.skipIf(chromiumMissing)(`the pages of a fair${skipReason}`, () => {
  let site: DemoSite;
  let fairId: string;
  let standId: string;
  let intend: (ticket: string) => Promise<unknown>;
  let venueId: string;
  let announced: string;
  let code: string;
  let poster: string;

  beforeAll(async () => {
    site = await openDemoSite();
    const { services } = site.demo;
    const union = await officerOf(services, CITY);
    announced = (await announcedFair(union, { title: "秋季联合招聘会" })).id;
    const cities = PARTNERS.map((city) => ({ city, role: "organiser" as const, quota: null }));
    const { fair, companies } = await publishedFair(services, union, { exhibitors: 4, cities });
    fairId = fair.id;
    const [first] = companies;
    if (!first) throw new Error("the test has exhibitors");
    standId = first.registration.id;
    const shown = { registrationId: standId, postingId: first.posting.id, intent: true };
    intend = (ticket) => scanAtBooth(first.member, { ...shown, nonce: services.ids.uuid(), code: ticket });
    venueId = fair.venues[0]?.id ?? "";
    ({ code } = await createChannel(union, { fairId, name: "市总工会公众号", kind: "account" }));
    poster = (await createChannel(union, { fairId, name: "站前海报", kind: "poster" })).code;
    await drainAll(services);
    await site.demo.travel("10 days 1 hour");
    await boardUpkeep(systemContext(services, "test"));
  });
  afterAll(() => site?.close());

  /** The configured origin, which the QR codes contain. */
  const told = () => site.demo.services.config.origins[0];

  const PUBLIC = () => [
    "/fairs",
    `/fairs/${fairId}`,
    `/fairs/${fairId}?city=${CITY}`,
    `/fairs/${announced}`,
    `/fairs/${fairId}/postings`,
    `/fairs/${fairId}/postings?q=${encodeURIComponent("电焊")}`,
    `/fairs/${fairId}/postings?q=${encodeURIComponent("没有这种活")}`,
    `/fairs/${fairId}/stands/${standId}`,
    `/fairs/${fairId}/board`,
  ];
  const UNION = () =>
    ["print", "poster", `poster/${venueId}`, "booth-cards", "sign-in-sheets", "participants"]
      .concat(["channels", "article", "ours"])
      .map((path) => `/union/fairs/${fairId}/${path}`);

  const nameOf = (path: string) =>
    path
      .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "one")
      .replace(/[^a-z]+/gi, "-")
      .slice(1, 50);

  async function look(context: BrowserContext, paths: string[], who: string): Promise<void> {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    for (const path of paths) {
      await page.setViewportSize(PHONE);
      const answer = await page.goto(site.app.origin + path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      await shoot(page, `fair-${who}-${nameOf(path)}`);
      expect(await axeViolations(page), path).toEqual([]);
      expect(await page.locator("h1").count(), `${path} h1`).toBeGreaterThanOrEqual(1);
      expect(await sideways(page), `${path} at 360`).toBeLessThanOrEqual(0);
      await page.setViewportSize(NARROW);
      expect(await sideways(page), `${path} at 320`).toBeLessThanOrEqual(0);
      expect(await cutTexts(page), `${path} at 320`).toEqual([]);
      expect(await barsShare(page), `bars of ${path} at 320`).toBeLessThanOrEqual(1 / 3);
      await page.setViewportSize(DESK);
      await shoot(page, `fair-${who}-desk-${nameOf(path)}`);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }

  test.each([0, 3])("pages for visitors at type size %i pass axe and clip nothing", async (elder) => {
    const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    if (elder) await context.addCookies([{ name: "elder", value: String(elder), url: site.app.origin }]);
    await look(context, PUBLIC(), `visitor-${elder}`);
  });

  async function asOfficer(options: object = {}): Promise<BrowserContext> {
    await site.demo.travel("61 seconds");
    const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN", ...options });
    await signInBrowser(context, site.app.origin, officerPhone(CITY));
    return context;
  }

  test("pages for officers pass axe and clip nothing", async () => {
    await look(await asOfficer(), UNION(), "officer");
  });

  test("each page states the definitions of the figures that it shows", async () => {
    const context = await asOfficer();
    const union = `/union/fairs/${fairId}`;
    const listed = [FIGURE.enterprises, FIGURE.postings];
    const stated: [string, readonly Meaning[]][] = [
      ["/fairs", listed],
      [`/fairs/${fairId}`, listed],
      ["/union/fairs", [FIGURE.enterprises]],
      [union, Object.values(UNION_FAIRS.dayFigures)],
      [`${union}/tickets`, Object.values(UNION_TICKETS.counts)],
      [`${union}/report`, [...Object.values(MEASURES_MEAN), FIGURE.visits]],
    ];
    for (const [path, figures] of stated) {
      const html = await (await context.request.get(site.app.origin + path)).text();
      const missing = figures.filter(({ name, means }) => !html.includes(`<b>${name}</b> ${means}`));
      expect([path, missing]).toEqual([path, []]);
    }
    for (const path of ["poster", `poster/${venueId}`]) {
      const html = await (await context.request.get(`${site.app.origin}${union}/${path}`)).text();
      expect(html).toContain(FIGURE_WORDS.onPoster);
    }
    await context.close();
  });

  test("without JavaScript a visitor goes from a channel link to the fair, its hall, a booth and the application", async () => {
    const context = await site.browser.newContext({ viewport: PHONE, javaScriptEnabled: false });
    await site.demo.travel("61 seconds");
    await signInBrowser(context, site.app.origin, seekerPhone("210900"));
    const page = await context.newPage();
    await page.goto(`${site.app.origin}/f/${code}`);
    expect(new URL(page.url()).pathname).toBe(`/fairs/${fairId}`);
    expect((await context.cookies()).find(({ name }) => name === "via")).toMatchObject({
      value: code,
      expires: -1,
      httpOnly: true,
    });
    await page.locator("svg.hall-plan a").first().click();
    await page.getByRole("link", { name: /我要应聘/ }).click();
    expect(new URL(page.url()).search).toBe("?channel=fair");
    await page.getByRole("button", { name: "发送求职卡，确认应聘" }).click();
    expect(await page.locator("h1").innerText()).toBe("应聘已送出");
    const sent = site.demo.db
      .selectFrom("application")
      .select(["channel", "via"])
      .where("via", "is not", null)
      .where("channel", "=", "fair");
    expect(await sent.execute()).toEqual([{ channel: "fair", via: code }]);
    await context.close();
  });

  test("the hall plan is usable by keyboard alone", async () => {
    const page = await site.browser.newPage({ viewport: PHONE });
    await page.goto(`${site.app.origin}/fairs/${fairId}`);
    await page.locator("section.hall-scroll").first().focus();
    await page.keyboard.press("Tab");
    const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
    expect(href).toContain("/stands/");
    expect(await page.locator(".legend .free").innerText()).toBe("空展位");
    await page.close();
  });

  test("a coming fair has structured data; a past one has none", async () => {
    const page = await site.browser.newPage();
    await page.goto(`${site.app.origin}/fairs/${fairId}`);
    const said = await page.locator('script[type="application/ld+json"]').innerText();
    expect(JSON.parse(said)).toMatchObject({ "@type": "Event", name: "春风行动联合招聘会" });
    await page.goto(`${site.app.origin}/fairs/${announced}`);
    expect(await page.locator('script[type="application/ld+json"]').count()).toBe(0);
    await page.close();
  });

  test("printed pages use at least 10.5 pt, clip nothing, and have codes of 25 mm that are readable at 150 dpi", async () => {
    const A4 = { width: 688, height: 1016 };
    const context = await asOfficer({ viewport: A4, deviceScaleFactor: 150 / 96 });
    const page = await context.newPage();
    await page.emulateMedia({ media: "print" });
    for (const path of ["poster", `poster/${venueId}`, "booth-cards", "sign-in-sheets", "participants"]) {
      await page.goto(`${site.app.origin}/union/fairs/${fairId}/${path}`);
      const { small, cut } = await page.evaluate(() => {
        const shown = Array.from(document.querySelectorAll("main *")).filter(
          (node) => node.getClientRects().length > 0 && !(node instanceof SVGElement),
        );
        return {
          small: shown.filter((node) => Number.parseFloat(getComputedStyle(node).fontSize) < 14).length,
          cut: shown.filter((node) => node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0).length,
        };
      });
      expect([path, small, cut]).toEqual([path, 0, 0]);
      expect(await sideways(page), path).toBeLessThanOrEqual(0);
      for (const code of await page.locator("svg.qr").all()) {
        const box = await code.boundingBox();
        expect(box?.width).toBeGreaterThanOrEqual((25 / 25.4) * 96);
        const text = await decoded(page, code);
        if (path === "booth-cards") expect(text).toMatch(new RegExp(`^${told()}/h/\\d+/[0-9A-Z]+$`));
        else expect(text).toBe(`${told()}/f/${poster}`);
      }
      const pdf = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
      const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect([path, pages]).toEqual([path, await page.locator(".sheet").count()]);
      await shoot(page, `fair-paper-${nameOf(path)}`);
    }
    await page.goto(`${site.app.origin}/union/fairs/${fairId}/channels`);
    expect(await decoded(page, page.locator("img.qr-small").first())).toBe(`${told()}/f/${code}`);
    await context.close();
  });

  test("the board updates itself and shows a lost connection", async () => {
    const page = await site.browser.newPage({ viewport: HALL });
    await page.goto(`${site.app.origin}/fairs/${fairId}/board`);
    await page.getByText("实时更新").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(1080);
    await shoot(page, "fair-board-hall");
    const { db } = site.demo;
    const row = { id: site.demo.services.ids.uuid(), reference: "LPTEST000001", fairId, venueId };
    await db
      .insertInto("fairTicket")
      .values({ ...row, status: "valid", enteredAt: new Date() })
      .execute();
    await site.demo.travel("2 seconds");
    await boardUpkeep(systemContext(site.demo.services, "test"));
    await page.locator('[data-figure="people"]', { hasText: "1" }).waitFor();
    expect(await page.locator(`[data-entered="${CITY}"]`).innerText()).toBe("到场 1 人");
    const nobody = page.getByText("还没有意向");
    expect(await nobody.isVisible()).toBe(true);
    await intend(row.reference);
    await site.demo.travel("2 seconds");
    await boardUpkeep(systemContext(site.demo.services, "test"));
    await page.locator("[data-newest] li").waitFor();
    expect(await nobody.isVisible()).toBe(false);
    hubOf(site.demo.services).close();
    await page.getByText("正在重新连接").waitFor();
    await page.getByText("实时更新").waitFor();
    await page.close();
  });

  test("without JavaScript the browser reloads the board", async () => {
    const context = await site.browser.newContext({ viewport: HALL, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${site.app.origin}/fairs/${fairId}/board`);
    expect(await page.locator("head noscript meta[http-equiv=refresh]").getAttribute("content")).toBe("20");
    await context.close();
  });
});
