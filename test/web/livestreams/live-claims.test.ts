import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkClaim, correctClaim, livestreamHub, withdrawClaim } from "../../../src/livestreams/index.ts";
import { closeHubs } from "../../../src/platform/live/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { onAirLivestream } from "../../factories/livestreams.ts";
import { chromiumMissing, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { type RunningApp, startApp } from "../../support/server.ts";

/** Statements of every kind: figures, codes, days, and forbidden words. */
const SAID = ["月薪八千到一万，包住，五险，单休", "保底七千", "长白班，每月15号发工资，月休四天", "先交押金"];

describe.skipIf(chromiumMissing)(`checks on the page of a livestream${skipReason}`, () => {
  let hall: Hall;
  let app: RunningApp;
  let browser: Browser;
  beforeAll(async () => {
    hall = await openHall();
    app = await startApp(hall.t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    closeHubs(hall.t.services);
    await app?.close();
    await hall?.t.close();
  });

  const entry = (page: Page, id: string) => page.locator(`[data-claim="${id}"]`);

  test("come by themselves, in the words that the server writes, and change and go", async () => {
    const { ctx } = hall.officer;
    const postingId = await hall.publish({ payText: "6000-9000元/月", requirements: "包住，双休。" });
    await hall.settle();
    const { id } = await onAirLivestream(ctx, [postingId]);
    const path = `${app.origin}/livestreams/${id}`;
    const context = await browser.newContext({ viewport: PHONE });
    const [open, fresh] = [await context.newPage(), await context.newPage()];
    await open.goto(path);
    expect(await open.locator("[data-claims]").isVisible()).toBe(false);
    const look = () => livestreamHub(hall.t.services).look();
    let last = "";
    for (const said of SAID) {
      const check = { id, action: "check", said, postingId, presenter: null } as const;
      last = (await checkClaim(ctx, check)).id;
      await look();
      await entry(open, last).waitFor();
      await fresh.goto(path);
      const words = (page: Page) => entry(page, last).locator("ul").innerText();
      expect(await words(open)).toBe(await words(fresh));
    }
    expect(await open.locator("[data-claim]").count()).toBe(3);
    await correctClaim(ctx, { id, action: "correct", claimId: last, text: "不收押金" });
    await look();
    await entry(open, last).getByText("不收押金").waitFor();
    await withdrawClaim(ctx, { id, action: "withdraw", claimId: last, reason: "听错了" });
    await look();
    await entry(open, last).waitFor({ state: "detached" });
    await context.close();
  });
});
