import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addWalkIn, callNext } from "../../../../src/fairs/index.ts";
import { screenAt } from "../../../../src/web/pages/fairs/interviews/hall-queue/hall-screen.ts";
import { officer } from "../../../factories/actors.ts";
import { DOORS_OPEN_H, fairWithBooths, ticketFor } from "../../../factories/booth-desk.ts";
import { HOME } from "../../../factories/cities.ts";
import { chromiumMissing, PHONE, skipReason } from "../../../support/browser.ts";
import { type DemoSite, openDemoSite } from "../../../support/demo-site.ts";
import { cutNetwork, restoreNetwork } from "../../network.ts";
import { axeViolations, shoot, sideways } from "../../visit.ts";

const WALL = { width: 1920, height: 1080 };
/** The size of type that is read from ten metres on a screen of 55 inches: 4 cm. */
const FROM_TEN_METRES_PX = 64;

test("a wall shows every call of up to four booths, and the others by turns", () => {
  const line = (booth: string, called: number[]) => ({
    ...{ booth, enterprise: booth, called, serving: [], next: [5], waiting: 1, estimate: null },
  });
  const busy = ["A", "B", "C"]
    .map((code) => line(code, [1]))
    .concat(["D", "E", "F", "G", "H"].map((code) => line(code, [])));
  const shownAt = (seconds: number) =>
    screenAt(busy, new Date(seconds * 1000)).shown.map(({ booth }) => booth);
  expect(shownAt(0)).toEqual(["A", "B", "C", "D", "E", "F"]);
  expect(shownAt(10)).toEqual(["A", "B", "C", "G", "H"]);
});

describe.skipIf(chromiumMissing)(`the queue screen of a hall${skipReason}`, () => {
  let site: DemoSite;
  let world: Awaited<ReturnType<typeof fairWithBooths>>;
  let path: string;

  beforeAll(async () => {
    site = await openDemoSite();
    world = await fairWithBooths(
      site.demo.services,
      await officer(site.demo.services, HOME),
      2,
      DOORS_OPEN_H,
    );
    await site.demo.travel("30 minutes");
    path = `${site.app.origin}/fairs/${world.fair.id}/queue/${world.hall.venueId}`;
    for (const { member, registrationId } of world.booths)
      for (let n = 0; n < 3; n += 1) {
        const { code } = await ticketFor(site.demo.services, world.hall);
        await addWalkIn(member, { registrationId, code });
      }
    const { member, registrationId } = world.first;
    await callNext(member, { registrationId, recruiter: 1 });
  });
  afterAll(() => site?.close());

  const sizes = (page: Page, selector: string) =>
    page
      .locator(selector)
      .evaluateAll((nodes) => nodes.map((node) => Number.parseFloat(getComputedStyle(node).fontSize)));

  /** Makes the screen ask now, as it does when it becomes visible, and not in its time. */
  const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

  test("names firm, booth and number in type for ten metres, without navigation and without its viewer", async () => {
    const page = await site.browser.newPage({ viewport: WALL });
    await page.goto(`${path}?wall=1`);
    expect(await page.locator("li.calling").innerText()).toMatch(/^A01\s+.+\s+请 1 号/);
    expect(await page.locator("li.calling .firm").innerText()).toBe(world.first.enterprise.name);
    for (const selector of [".booth", ".firm", ".called"])
      for (const size of await sizes(page, selector))
        expect([selector, size >= FROM_TEN_METRES_PX]).toEqual([selector, true]);
    expect(await page.locator("nav, .who, .tools, a[href^='/me']").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(WALL.height);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "hall-queue-wall");
    await page.setViewportSize(PHONE);
    await page.goto(path);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "hall-queue-phone");
    await page.close();
  });

  test("renews itself without a reload, speaks each new call once, and says when the network is down", async () => {
    const context = await site.browser.newContext({ viewport: WALL });
    await context.addInitScript(() => {
      const said: string[] = [];
      const voices = [{ lang: "en-US" }, { lang: "zh-CN" }];
      const speech = {
        getVoices: () => voices,
        speak: ({ text }: { text: string }) => said.push(text),
        cancel: () => undefined,
        addEventListener: () => undefined,
      };
      class Words {
        constructor(readonly text: string) {}
      }
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      Object.defineProperty(window, "SpeechSynthesisUtterance", { value: Words });
      Object.defineProperty(window, "said", { value: said });
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    const said = () => page.evaluate(() => (window as unknown as { said: string[] }).said);
    await page.goto(`${path}?wall=1`);
    await page.evaluate(() => document.body.setAttribute("data-first", "1"));
    await page.getByRole("button", { name: "打开语音叫号" }).click();
    expect(await said()).toEqual(["语音叫号已打开"]);
    const other = world.booths[1];
    if (!other) throw new Error("the fair has two booths");
    await callNext(other.member, { registrationId: other.registrationId, recruiter: 1 });
    await look(page);
    await page.locator("li.calling").nth(1).waitFor();
    expect(await said()).toEqual(["语音叫号已打开", `请1号，到A02展位，${other.enterprise.name}`]);
    await callNext(other.member, { registrationId: other.registrationId, recruiter: 2 });
    await look(page);
    await page.locator("[data-call]").nth(2).waitFor({ state: "attached" });
    expect((await said()).slice(2)).toEqual([`请2号，到A02展位，${other.enterprise.name}`]);
    await cutNetwork(context);
    await look(page);
    await page.getByText("网络断了").waitFor();
    await restoreNetwork(context);
    await look(page);
    await page.getByText("本页自动更新").waitFor();
    expect(await page.locator("body[data-first]").count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test("a browser without a Chinese voice offers no sound; one without JavaScript reloads the page", async () => {
    const page = await site.browser.newPage();
    await page.goto(path);
    await page.getByText("本页自动更新").waitFor();
    expect(await page.getByRole("button").count()).toBe(0);
    expect(await page.locator("head noscript").innerHTML()).toContain('http-equiv="refresh" content="10"');
    await page.close();
  });
});
