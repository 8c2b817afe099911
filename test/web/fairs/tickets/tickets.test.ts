import type { Browser, BrowserContext, Page } from "playwright-core";
import { encodeQR } from "qr";
import { decodeQR } from "qr/decode.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  getVenueCode,
  openSlots,
  registerForFair,
  setMeeting,
  setSlots,
  takeTicket,
  ticketByCode,
  ticketUpkeep,
} from "../../../../src/fairs/index.ts";
import { type RequestContext, type Services, systemContext } from "../../../../src/platform/context.ts";
import { grantByPhone, officer as officerOf, person } from "../../../factories/actors.ts";
import { HOME, twoAgreements } from "../../../factories/cities.ts";
import { cancelConfirmed, openDoors, publishedFair, venueInput } from "../../../factories/fairs.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../../support/browser.ts";
import { type TestDatabase, testDatabase } from "../../../support/database.ts";
import { type RunningApp, startApp } from "../../../support/server.ts";
import { openServices } from "../../../support/services.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "../../visit.ts";

const OFFICER = "13912349998";
const RECRUITER = "13912349997";

/** Decodes the QR code of a picture: the browser reads the pixels, and the library `qr` decodes them. */
async function decoded(page: Page, address: string): Promise<string> {
  const { data, width, height } = await page.evaluate(async (src) => {
    const image = new Image();
    image.src = src;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth / 2;
    canvas.height = image.naturalHeight / 2;
    const pen = canvas.getContext("2d");
    if (!pen) throw new Error("no canvas");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const pixels = pen.getImageData(0, 0, canvas.width, canvas.height);
    return { data: Array.from(pixels.data), width: pixels.width, height: pixels.height };
  }, address);
  return decodeQR({ data: Uint8Array.from(data), width, height });
}

describe.skipIf(chromiumMissing)(`tickets${skipReason}`, () => {
  let database: TestDatabase;
  let services: Services;
  let app: RunningApp;
  let browser: Browser;
  let union: RequestContext;
  let officer: BrowserContext;

  beforeAll(async () => {
    database = await testDatabase();
    services = await openServices(database);
    await twoAgreements(database.db);
    union = await officerOf(services, HOME);
    await grantByPhone(union, OFFICER, { kind: "officer", city: HOME, county: null });
    app = await startApp(services);
    browser = await openBrowser();
    officer = await browser.newContext({ viewport: DESK, locale: "zh-CN" });
    await signInBrowser(officer, app.origin, OFFICER);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.drop();
  });

  const look = async (page: Page, name: string) => {
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, `tickets-${name}`);
  };
  const press = (page: Page, name: string | RegExp, role: "button" | "link" = "button") =>
    Promise.all([page.waitForEvent("load"), page.getByRole(role, { name }).first().click()]);

  test.each([
    ["with JavaScript", true, "13912340011"],
    ["without JavaScript", false, "13912340012"],
  ])(
    "%s: a visitor signs in, takes a ticket, shows it, saves it, checks in by the poster, and can no longer return it",
    async (_name, javaScriptEnabled, phone) => {
      const fair = await openDoors(services, union, { venues: [venueInput()] });
      const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled });
      const page = await context.newPage();
      await page.goto(`${app.origin}/fairs/${fair.id}/ticket`);
      await page.locator("#phone").fill(phone);
      await press(page, /验证码/);
      await page.locator("#code").fill(/\b\d{6}\b/.exec(await page.locator("main").innerText())?.[0] ?? "");
      await press(page, /登录/);
      if (javaScriptEnabled) await look(page, "1-choose");
      await press(page, "领入场码");
      const text = await page.locator("main").innerText();
      expect(text).toContain("可以入场");
      const reference = /LP[0-9A-Z]{10}/.exec(text)?.[0] ?? "";
      const shown = await ticketByCode(database.db, fair.id, reference);
      if (javaScriptEnabled) {
        await look(page, "2-ticket");
        const image = await decoded(page, `${page.url()}/code.gif`);
        expect((await ticketByCode(database.db, fair.id, image))?.id).toBe(shown?.id);
        expect(image).not.toContain(phone);
      }
      const wall = await getVenueCode(union, { fairId: fair.id, venueId: fair.venues[0]?.id ?? "" });
      await page.goto(`${app.origin}/fairs/${fair.id}/arrive?c=${encodeURIComponent(wall)}`);
      if (javaScriptEnabled) await look(page, "3-arrive");
      await press(page, "我到了，签到");
      expect(await page.locator(".answer .word").innerText()).toBe("请进");
      if (javaScriptEnabled) await look(page, "4-arrived");
      await press(page, "看我的入场码", "link");
      expect(await page.locator("main").innerText()).toContain("已入场");
      expect(await page.getByRole("button", { name: "取消入场码" }).count()).toBe(0);
      await page.goto(`${app.origin}/fairs/${fair.id}/arrive?c=LPV1.forged.code`);
      await press(page, "我到了，签到");
      expect(await page.locator("main").innerText()).toContain("不是本场招聘会的签到码");
      await context.close();
    },
  );

  test("a person chooses a slot or sees the place on the waiting list; a returned ticket promotes the next; a cancellation shows its reason", async () => {
    const { fair } = await publishedFair(services, union, { venues: [venueInput({ capacity: 5 })] });
    const [opens, half] = [Date.parse(fair.opensAt), 3 * 3_600_000];
    const iso = (ms: number) => new Date(ms).toISOString();
    const at = { fairId: fair.id, venueId: fair.venues[0]?.id ?? "" };
    const [entrance] = await setSlots(union, {
      ...at,
      slots: [
        { startsAt: iso(opens), endsAt: iso(opens + half), capacity: 1 },
        { startsAt: iso(opens + half), endsAt: fair.closesAt, capacity: 1 },
      ],
    });
    const first = await person(services, { agreement: "west" });
    await takeTicket(first, { ...at, slotId: entrance?.slots[0]?.id ?? "" });
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await signInBrowser(context, app.origin, "13912340013");
    const page = await context.newPage();
    await page.goto(`${app.origin}/fairs/${fair.id}/ticket`);
    await press(page, "领入场码");
    expect(await page.locator(".error").innerText()).toContain("会场和时间");
    await look(page, "5-slots");
    await page.getByRole("radio").first().check();
    await press(page, "领入场码");
    expect(await page.locator("main").innerText()).toContain("候补中 · 排第 1 位");
    await look(page, "6-waiting");
    expect(await page.locator("svg.qr").count()).toBe(0);
    const address = page.url();
    const answer = await context.request.get(`${address}/calendar.ics`);
    const calendar = (await answer.text()).replace(/\r\n /g, "");
    expect(calendar).toMatch(/METHOD:PUBLISH[\s\S]*UID:[0-9a-f-]{36}@lianpin[\s\S]*SEQUENCE:\d+/);
    await press(page, "取消入场码");
    expect(await page.locator("main").innerText()).toContain("入场码已取消");
    expect(await page.locator("main").innerText()).toContain(fair.title);
    await look(page, "7-cancelled");
    await press(page, "取消错了，领回来");
    expect(await page.locator("main").innerText()).toContain("候补中 · 排第 1 位");
    await press(page, "取消入场码");
    await press(page, "换个时间或会场再领", "link");
    await page.getByRole("radio").nth(1).check();
    await press(page, "领入场码");
    const held = page.url();
    expect(await page.locator("svg.qr").count()).toBe(1);
    await cancelConfirmed(union, { id: fair.id, action: "cancel", reason: "暴雨红色预警" });
    await ticketUpkeep(systemContext(services, "test"));
    await page.goto(`${app.origin}/me`);
    expect(await page.locator("main").innerText()).toContain("招聘会取消了，请不要前往");
    await page.goto(held);
    expect(await page.locator("main").innerText()).toContain("原因：暴雨红色预警");
    await look(page, "8-called-off");
    const gone = (await (await context.request.get(`${held}/calendar.ics`)).text()).replace(/\r\n /g, "");
    expect(gone).toMatch(/METHOD:CANCEL[\s\S]*STATUS:CANCELLED/);
    await context.close();
  });

  test("a remote person takes part online: the ticket has no code, and only booths with a meeting room are offered", async () => {
    const { fair, companies } = await publishedFair(services, union, { exhibitors: 2 });
    const [open, closed] = companies;
    if (!open || !closed) throw new Error("no companies");
    for (const { member, registration } of [open, closed])
      await openSlots(member, {
        registrationId: registration.id,
        recruiter: 1,
        from: fair.opensAt,
        to: new Date(Date.parse(fair.opensAt) + 1_800_000).toISOString(),
        minutes: 15,
        capacity: 1,
      });
    await setMeeting(open.member, {
      registrationId: open.registration.id,
      url: "https://meeting.tencent.com/dm/abc",
    });
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await signInBrowser(context, app.origin, "13912340014");
    const page = await context.newPage();
    await page.goto(`${app.origin}/fairs/${fair.id}/ticket`);
    await page.getByRole("radio", { name: "线上参加" }).check();
    await look(page, "online-choice");
    await press(page, "领入场码");
    expect(await page.locator("main").innerText()).toMatch(/线上参加\s+不用到场/);
    expect(await page.locator("svg.qr").count()).toBe(0);
    await look(page, "online-held");
    await press(page, "面谈和排队", "link");
    const offered = await page.locator("#wish1 option").allInnerTexts();
    expect(offered.filter((text) => text.includes(open.enterprise.name))).toHaveLength(1);
    expect(offered.filter((text) => text.includes(closed.enterprise.name))).toEqual([]);
    await look(page, "online-wishes");
    await context.close();
  });

  test("two fairs at once: the host, the enterprise and the seeker each see what clashes", async () => {
    const venues = [venueInput({ name: "工人文化宫", address: "中央路 9 号" })];
    const { fair: one } = await publishedFair(services, union, { title: "春季大集", venues });
    const { fair: two, companies } = await publishedFair(services, union, { title: "同日专场", venues });
    const [company] = companies;
    if (!company) throw new Error("no company");
    const { enterprise, member, posting } = company;
    const wishes = { postingIds: [posting.id], venueWishes: [], wishNote: null, recruiters: 2 };
    const contact = { contactName: "刘经理", contactPhone: "0429-5550000" };
    await registerForFair(member, { fairId: one.id, enterpriseId: enterprise.id, ...wishes, ...contact });
    await grantByPhone(union, RECRUITER, { kind: "member", enterpriseId: enterprise.id });
    const warned = async (page: Page, path: string, shown: string) => {
      await page.goto(`${app.origin}${path}`);
      await look(page, `clash-${shown}`);
      return page.locator("main .notice.warning").allInnerTexts();
    };
    const host = await officer.newPage();
    const [hallAndEnterprise] = await warned(host, `/union/fairs/${two.id}`, "host");
    expect(hallAndEnterprise).toContain("和别的招聘会撞了时间");
    expect(hallAndEnterprise).toMatch(/会场“工人文化宫”还有一场：春季大集/);
    expect(hallAndEnterprise).toContain(`${enterprise.name}还要参加：春季大集`);
    await host.close();
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    const page = await context.newPage();
    await signInBrowser(context, app.origin, RECRUITER);
    const [twice] = await warned(page, `/enterprise/fairs/${two.id}`, "enterprise");
    expect(twice).toMatch(/^同一时间还报了：春季大集/);
    await signInBrowser(context, app.origin, "13912340015");
    for (const { id } of [one, two]) {
      await page.goto(`${app.origin}/fairs/${id}/ticket`);
      await press(page, "领入场码");
    }
    const [tooClose] = await warned(page, new URL(page.url()).pathname, "seeker");
    expect(tooClose).toMatch(/时间挨得太近\s+这一场 .+ 入场，另一场（春季大集）.+ 入场，相差不到一小时/);
    await context.close();
  });

  test("an officer sets entry slots, prints a ticket for a person without a phone, and prints the poster", async () => {
    const { fair } = await publishedFair(services, union);
    const page = await officer.newPage();
    await page.goto(`${app.origin}/union/fairs/${fair.id}/tickets`);
    await page.locator("#minutes").fill("60");
    await page.locator("#capacity").fill("50");
    await press(page, "分好时段");
    expect(await page.locator("details.sheet", { hasText: "的时段" }).locator("li").count()).toBe(6);
    await look(page, "9-desk");
    await press(page, "给没手机的人打印", "link");
    await look(page, "10-new");
    await page.getByRole("radio").first().check();
    await press(page, "打印一张");
    await look(page, "11-printed");
    await paper(page, "sheet", 25);
    await page.goto(`${app.origin}/union/fairs/${fair.id}/arrival-poster`);
    await look(page, "12-poster");
    await paper(page, "poster", 100);
    await page.setViewportSize(PHONE);
    await page.goto(`${app.origin}/union/fairs/${fair.id}/tickets`);
    await look(page, "13-desk-phone");
    await page.close();
  });

  /**
   * Checks the printed page on A4: the QR code has at least `mm` millimetres, no text is below 10.5 pt, and
   * nothing is cut off.
   */
  async function paper(page: Page, name: string, mm: number): Promise<void> {
    const before = page.viewportSize() ?? DESK;
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: Math.round((178 / 25.4) * 96), height: 1000 });
    const measured = await page.evaluate(() => {
      const code = document.querySelector("svg.qr")?.getBoundingClientRect();
      const sizes = [...document.querySelectorAll("main *")]
        .filter(
          (one) => one.getClientRects().length > 0 && (one.textContent ?? "").trim() && !one.closest("svg"),
        )
        .map((one) => Number.parseFloat(getComputedStyle(one).fontSize));
      return {
        side: code?.width ?? 0,
        smallest: Math.min(...sizes),
        wide: document.documentElement.scrollWidth,
      };
    });
    expect((measured.side / 96) * 25.4).toBeGreaterThanOrEqual(mm);
    expect((measured.smallest / 96) * 72).toBeGreaterThanOrEqual(10.5);
    expect(measured.wide).toBeLessThanOrEqual(Math.round((178 / 25.4) * 96));
    await shoot(page, `tickets-paper-${name}`);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize(before);
  }
});

test("a QR code of a ticket's length is readable at 25 mm and 150 dpi", () => {
  const text = `LPT1.${"a".repeat(234)}.${"b".repeat(86)}`;
  const matrix = encodeQR(text, "raw", { ecc: "medium", border: 4 });
  const scale = Math.floor(((25 / 25.4) * 150) / matrix.length) || 1;
  const side = matrix.length * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [y, row] of matrix.entries())
    for (const [x, dark] of row.entries())
      for (let dy = 0; dark && dy < scale; dy += 1)
        for (let dx = 0; dx < scale; dx += 1)
          data.fill(
            0,
            ((y * scale + dy) * side + x * scale + dx) * 4,
            ((y * scale + dy) * side + x * scale + dx) * 4 + 3,
          );
  expect(decodeQR({ data, width: side, height: side })).toBe(text);
});
