import { sql } from "kysely";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { monthOf } from "../../src/figures/index.ts";
import { renameAccount } from "../../src/identity/index.ts";
import { approvePosting, returnPosting, submitPosting } from "../../src/postings/index.ts";
import { type Hall, openHall } from "../applications/world.ts";
import { HOME } from "../factories/cities.ts";
import { announcedFair, recommended } from "../factories/fairs.ts";
import { submittedPosting } from "../factories/postings.ts";
import { heldFair } from "../figures/held-fair.ts";
import type { Client } from "../support/app.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../support/browser.ts";
import { type RunningApp, startApp } from "../support/server.ts";
import { axeViolations, shoot, sideways } from "../web/visit.ts";

describe.skipIf(chromiumMissing)(`histories and figures in a browser${skipReason}`, () => {
  let hall: Hall;
  let app: RunningApp;
  let browser: Browser;
  let posting: string;

  beforeAll(async () => {
    hall = await openHall();
    const { member, officer, enterpriseId, t } = hall;
    await renameAccount(officer.ctx, { name: "赵红" });
    posting = (await submittedPosting(member.ctx, enterpriseId)).id;
    const note = "写清是月薪还是日薪，加班费怎么算";
    for (let n = 0; n < 3; n += 1) {
      await returnPosting(officer.ctx, { id: posting, reasons: ["PAY_UNCLEAR", "DUTIES_UNCLEAR"], note });
      await submitPosting(member.ctx, { id: posting });
    }
    await approvePosting(officer.ctx, { id: posting });
    const { id, postingId } = await hall.sent();
    await hall.answer(id);
    const month = monthOf(t.services.clock.now());
    await heldFair(t.services, officer.ctx, `${month}-01`);
    for (const action of ["posting.repost", "posting.import"])
      await sql`insert into audit (id, actor_kind, action, subject_kind, subject_id, city)
        values (${t.services.ids.uuid()}, 'account', ${action}, 'posting', ${postingId}, ${HOME})`.execute(
        t.services.db,
      );
    app = await startApp(t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await hall?.t.close();
  });

  async function openAs({ token }: Client, viewport = DESK): Promise<Page> {
    const context = await browser.newContext({ viewport, locale: "zh-CN" });
    await context.addCookies([
      { name: "session", value: token, url: app.origin, httpOnly: true, sameSite: "Lax" },
    ]);
    return context.newPage();
  }

  test("an officer asks with one key what happened to a posting", async () => {
    const page = await openAs(hall.officer);
    await page.goto(`${app.origin}/union/postings/${posting}`);
    expect(await page.locator("#history").isVisible()).toBe(true);
    await page.keyboard.press("h");
    await page.waitForFunction(() => document.activeElement?.id === "history");
    const said = await page.locator("#history").innerText();
    expect(said).toContain("赵红：审核通过，岗位发布");
    expect(said).toContain("写清是月薪还是日薪");
    expect(await page.locator("#history details li").count()).toBe(4);
    await shoot(page, "history-posting-desk");
    await page.context().close();
  });

  test("a key in a field is typed, and opens nothing", async () => {
    const page = await openAs(hall.officer);
    await page.goto(`${app.origin}/union/postings/${posting}`);
    const title = page.locator("input[name=title]");
    await title.focus();
    await page.keyboard.press("h");
    expect(await title.inputValue()).toContain("h");
    expect(await title.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.context().close();
  });

  test("in the list of registrations the key opens the history of the open one", async () => {
    const { officer, t } = hall;
    const fair = await announcedFair(officer.ctx);
    const { registration } = await recommended(t.services, officer.ctx, fair.id);
    const page = await openAs(officer);
    await page.goto(`${app.origin}/union/fairs/${fair.id}/registrations`);
    await Promise.all([page.waitForURL(/history/), page.keyboard.press("h")]);
    expect(page.url()).toBe(`${app.origin}/union/fairs/registrations/${registration.id}/history`);
    expect(await page.locator("main").innerText()).toContain("推荐给主办方");
    await shoot(page, "history-registration-desk");
    await page.goto(`${app.origin}/union/fairs/${fair.id}`);
    await page.locator("#history").scrollIntoViewIfNeeded();
    await shoot(page, "history-fair-desk");
    await page.context().close();
  });

  test("the enterprise reads the union, not the officer; the page fits a phone", async () => {
    const page = await openAs(hall.member, PHONE);
    await page.goto(`${app.origin}/enterprise/postings/${posting}/history`);
    const said = await page.locator("main").innerText();
    expect(said).toContain("union 211400：审核通过");
    expect(said).not.toContain("赵红");
    expect([await sideways(page), await axeViolations(page)]).toEqual([0, []]);
    await shoot(page, "history-posting-phone");
    await page.context().close();
  });

  test("the figures fit a phone and a sheet of paper", async () => {
    const page = await openAs(hall.officer, PHONE);
    await page.goto(`${app.origin}/union/figures`);
    expect([await sideways(page), await axeViolations(page)]).toEqual([0, []]);
    await shoot(page, "figures-phone");
    await page.setViewportSize(DESK);
    await shoot(page, "figures-desk");
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThanOrEqual(2);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 672, height: 1000 });
    // Tables scroll on a screen. On paper what is cut off is lost.
    const cut = () =>
      Array.from(document.querySelectorAll(".scroll")).map((box) => box.scrollWidth - box.clientWidth);
    expect([await sideways(page), ...(await page.evaluate(cut))]).toEqual([0, 0, 0]);
    await shoot(page, "figures-paper");
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "30px";
    });
    expect(await sideways(page)).toBe(0);
    await page.goto(`${app.origin}/union/figures/list?measure=approved`);
    await page.setViewportSize(PHONE);
    await shoot(page, "figures-list-phone");
    await page.context().close();
  });
});
