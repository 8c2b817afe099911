import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerQuestion,
  appendState,
  askQuestion,
  checkClaim,
  endLivestream,
  livestreamHub,
  passQuestion,
  pinPosting,
  setPoster,
  setSource,
  withdrawClaim,
} from "../../../src/livestreams/index.ts";
import { closeHubs } from "../../../src/platform/live/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { announcedLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { localPlace } from "../../support/files.ts";
import { PATIENCE } from "../../support/patience.ts";
import { pngOf } from "../../support/picture.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { axeViolations, shoot, sideways } from "../visit.ts";

const PICTURE = "https://picture.example/a.m3u8";
const KB_MAX = 60;
/** Stands for hls.js, and plays nothing. */
const FAKE_LIBRARY = `
  export default class Hls {
    static isSupported() { return true; }
    static Events = { ERROR: "error" };
    static ErrorTypes = {};
    on() {}
    loadSource() {}
    attachMedia() {}
    destroy() {}
  }`;

/** Opens a page without a cache, and counts all bytes that it takes. */
async function measured(
  context: BrowserContext,
  address: string,
): Promise<{ page: Page; kb: number; paths: string[] }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  const paths: string[] = [];
  session.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  await page.goto(address, { waitUntil: "load" });
  await page.waitForLoadState("networkidle").catch(() => undefined);
  return { page, kb: bytes / 1024, paths };
}

describe.skipIf(chromiumMissing)(`the page on which people watch${skipReason}`, () => {
  const local = localPlace();
  let hall: Hall;
  let app: RunningApp;
  let browser: Browser;
  let postings: string[];
  beforeAll(async () => {
    hall = await openHall();
    Object.assign(hall.t.services, { files: local.place });
    app = await startApp(hall.t.services);
    browser = await openBrowser();
    postings = [];
    for (let n = 1; n <= 22; n += 1) postings.push(await hall.publish({ title: `电焊工${n}号` }));
    await hall.settle();
  });
  afterAll(async () => {
    await browser?.close();
    closeHubs(hall.t.services);
    await app?.close();
    await hall?.t.close();
    await local.close();
  });

  /** Puts a livestream on air whose picture is at PICTURE, with a poster as large as one may be. */
  async function onAir() {
    const ctx = { ...hall.officer.ctx, files: local.place };
    const { id } = await onAirLivestream(ctx, postings);
    await setSource(ctx, { livestreamId: id, kind: "address", url: PICTURE });
    const poster = pngOf(162, 160, { noise: true });
    await setPoster(ctx, { id, body: new Blob([poster]).stream() });
    return {
      ctx,
      id,
      path: `${app.origin}/livestreams/${id}`,
      look: () => livestreamHub(hall.t.services).look(),
    };
  }

  test("takes at most 60 KB before the tap, and nothing of the player; the list of livestreams neither", async () => {
    const { path } = await onAir();
    const context = await browser.newContext({ viewport: PHONE });
    for (const address of [path, `${path}/text`, `${app.origin}/livestreams`]) {
      const { page, kb, paths } = await measured(context, address);
      expect(kb).toBeGreaterThan(5);
      expect(kb).toBeLessThan(KB_MAX);
      expect(paths.filter((one) => /player\/(player|hls|captions)\.js|\.m3u8|\.ts$/.test(one))).toEqual([]);
      const moved = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            let sum = 0;
            const observer = new PerformanceObserver((entries) => {
              for (const entry of entries.getEntries()) sum += (entry as unknown as { value: number }).value;
            });
            observer.observe({ type: "layout-shift", buffered: true });
            requestAnimationFrame(() => setTimeout(() => resolve(sum)));
          }),
      );
      expect(moved).toBeLessThan(0.05);
      await page.close();
    }
    await context.close();
  });

  test("goes on while a viewer asks, searches, sees the next posting and a check, and says when it is over", async () => {
    const { ctx, id, path, look } = await onAir();
    const [first = "", , late = ""] = [postings[0], postings[1], postings[21]];
    await pinPosting(ctx, { id, action: "pin", postingId: first });
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    const page = await context.newPage();
    await page.goto(path);
    await page.evaluate(() => Object.assign(window, { stays: true }));
    const stays = () => page.evaluate(() => "stays" in window);
    const next = page.locator("[data-upcoming] a");
    expect(await next.innerText()).toContain("电焊工2号");
    await shoot(page, "watch-before-360");

    await page.getByText("我要提问").click();
    await page.getByLabel("问题").fill("有夫妻房吗？打13800001111");
    const send = page.getByRole("button", { name: "提交问题" });
    await send.click();
    await page.locator("[data-asking] [role=alert]").waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("errors");
    await page.getByLabel("问题").fill("有夫妻房吗");
    await send.click();
    await page.locator("[data-asking]").getByText("等工会看过").waitFor();
    expect(await page.locator("[data-asked-state]").innerText()).toContain("已交给工会");
    await page.getByRole("button", { name: "收回" }).click();
    await page.locator("[data-asking]").getByText("等工会看过").waitFor({ state: "detached" });

    await page.getByLabel("找岗位").fill("电焊工22号");
    await page.getByRole("button", { name: "找一找" }).click();
    await page.getByText("找到 1 个岗位").waitFor();
    expect(await page.locator("[data-posting]").count()).toBe(1);
    await pinPosting(ctx, { id, action: "pin", postingId: postings[20] ?? "" });
    await look();
    const card = page.locator("[data-pinned-body]");
    await card.getByText("电焊工21号").first().waitFor();
    expect(await card.locator("a.button").getAttribute("href")).toMatch(/\/apply\?via=zb-/);
    expect(await next.innerText()).toContain("电焊工22号");
    await pinPosting(ctx, { id, action: "pin", postingId: late });
    const check = { id, action: "check", postingId: late, presenter: null } as const;
    await checkClaim(ctx, { ...check, said: "月薪三万，包住" });
    await look();
    await page.locator("[data-claims]").getByText("岗位写的是").first().waitFor();
    expect(await page.locator("[data-upcoming]").isVisible()).toBe(false);
    expect(await axeViolations(page)).toEqual([]);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `watch-under-way-${size.width}`);
    }
    expect(await page.locator("[data-after]").isVisible()).toBe(false);
    await endLivestream(ctx, { id, action: "end" });
    await look();
    await page.locator("[data-after]").waitFor();
    expect([await page.locator("[data-state]").innerText(), await stays()]).toEqual([
      expect.stringContaining("已经结束"),
      true,
    ]);
    // Nothing that was true only before stands beside it.
    expect(await page.locator("[data-phase] .status").innerText()).toBe("已结束");
    for (const part of ["[data-pinned]", "[data-no-pin]", "[data-asking] details", "[data-standby]"])
      expect([part, await page.locator(part).locator("visible=true").count()]).toEqual([part, 0]);
    expect(await page.locator("[data-now]").innerText()).toBe("");
    await shoot(page, "watch-over-1280");
    await context.close();
  });

  test("as text adds each line by itself, in the words of the server", async () => {
    const { ctx, id, path, look } = await onAir();
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    const [page, fresh] = [await context.newPage(), await context.newPage()];
    const [first = "", second = ""] = postings;
    await pinPosting(ctx, { id, action: "pin", postingId: first });
    await page.goto(`${path}/text`);
    await pinPosting(ctx, { id, action: "pin", postingId: second });
    const visitor = { id, visitor: ctx.ids.uuid(), text: "有夫妻房吗", postingId: first, name: null };
    const { id: questionId } = await askQuestion(ctx, visitor);
    await passQuestion(ctx, { id, questionId, action: "pass" });
    await answerQuestion(ctx, { id, questionId, action: "answer", text: "有，先登记" });
    const check = { id, action: "check", postingId: first, presenter: null } as const;
    const wrong = await checkClaim(ctx, { ...check, said: "先交押金" });
    await checkClaim(ctx, { ...check, said: "月薪三万，包住" });
    await look();
    await page.getByText("月薪三万").first().waitFor();
    await withdrawClaim(ctx, { id, action: "withdraw", claimId: wrong.id, reason: "听错了" });
    await look();
    await page.getByText("先交押金").first().waitFor({ state: "detached" });
    await fresh.goto(`${path}/text`);
    const lines = (of: Page) =>
      of.locator("[data-line]").evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));
    expect(await lines(page)).toEqual(await lines(fresh));
    const findings = (of: Page) => of.locator("[data-claim] ul").allInnerTexts();
    expect(await findings(page)).toEqual(await findings(fresh));
    expect(await page.locator("[data-lines] > li").count()).toBe(4);
    expect(await axeViolations(page)).toEqual([]);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `watch-text-${size.width}`);
    }
    await endLivestream(ctx, { id, action: "end" });
    await look();
    await page.locator("[data-after]").waitFor();
    await context.close();
  });

  test("works in large type and without JavaScript", async () => {
    const { ctx, id, path } = await onAir();
    await pinPosting(ctx, { id, action: "pin", postingId: postings[0] ?? "" });
    const plain = await browser.newContext({ viewport: PHONE, locale: "zh-CN", javaScriptEnabled: false });
    await plain.addCookies([{ name: "elder", value: "2", url: app.origin }]);
    const large = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await large.addCookies([{ name: "elder", value: "2", url: app.origin }]);
    for (const [name, address] of Object.entries({ watch: path, text: `${path}/text` })) {
      const page = await large.newPage();
      await page.goto(address);
      expect(await axeViolations(page)).toEqual([]);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `watch-${name}-large-360`);
      await page.close();
    }
    const page = await plain.newPage();
    await page.goto(path);
    await shoot(page, "watch-plain-360");
    expect(await page.locator("[data-start]").isVisible()).toBe(false);
    await page.getByText("我要提问").click();
    await page.getByLabel("问题").fill("食堂几点开饭");
    await page.getByRole("button", { name: "提交问题" }).click();
    await page.getByText("等工会看过").waitFor();
    await page.getByRole("link", { name: "只看文字，省流量" }).click();
    await page.getByRole("heading", { name: "图文直播" }).waitFor();
    expect(await page.locator("[data-line]").count()).toBe(1);
    await Promise.all([plain.close(), large.close()]);
    await endLivestream(ctx, { id, action: "end" });
  });

  test("gets a poster that the officer's browser made small enough", async () => {
    const { id } = await announcedLivestream(hall.officer.ctx, postings.slice(0, 1));
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await context.addCookies([
      { name: "session", value: hall.officer.token, url: app.origin, httpOnly: true },
    ]);
    const page = await context.newPage();
    await page.goto(`${app.origin}/union/livestreams/${id}/media`);
    await shoot(page, "livestream-media-360");
    const buffer = pngOf(640, 360, { noise: true });
    await page.getByLabel("海报图片").setInputFiles({ name: "a.png", mimeType: "image/png", buffer });
    await page.getByText("图片已缩小到").waitFor();
    await page.getByRole("button", { name: "上传海报" }).click();
    await page.getByText("换一张海报").waitFor();
    const poster = page.locator("img.preview");
    const loaded = () => poster.evaluate((image) => (image as HTMLImageElement).naturalWidth);
    await expect.poll(loaded, PATIENCE).toBe(Number(await poster.getAttribute("width")));
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.goto(`${app.origin}/livestreams/${id}`);
    await shoot(page, "watch-announced-360");
    await context.close();
  });

  test("asks hls.js when the browser's own player stops for eight seconds, loads nothing, or fails", async () => {
    const { ctx, id, path, look } = await onAir();
    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await context.route("**/player/hls.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: FAKE_LIBRARY }),
    );
    for (const fault of ["stops", "loads nothing", "fails"]) {
      const page = await context.newPage();
      let asked = false;
      page.on("request", (request) => {
        asked ||= /hls\.js$/.test(request.url());
      });
      await page.route(PICTURE, (route) => (fault === "fails" ? route.abort() : undefined));
      await page.addInitScript((loaded) => {
        HTMLMediaElement.prototype.canPlayType = () => "maybe";
        if (loaded) Object.defineProperty(HTMLMediaElement.prototype, "readyState", { get: () => 1 });
      }, fault === "stops");
      await page.clock.install();
      await page.goto(path);
      await page.locator("[data-start]").click();
      await page.locator("video").waitFor();
      const focused = () => page.evaluate(() => document.activeElement?.tagName);
      await expect.poll(focused, PATIENCE).toBe("VIDEO");
      for (const quirk of ["playsinline", "webkit-playsinline", "x5-playsinline", "muted"])
        expect([
          quirk,
          await page
            .locator("video")
            .evaluate(
              (video, name) =>
                name === "muted" ? (video as HTMLVideoElement).muted : video.hasAttribute(name),
              quirk,
            ),
        ]).toEqual([quirk, true]);
      if (fault === "stops") {
        await page.clock.runFor(4_000);
        expect(asked).toBe(false);
        await page.clock.runFor(6_000);
      }
      if (fault === "loads nothing") await page.clock.runFor(4_000);
      await expect.poll(() => asked, PATIENCE).toBe(true);
      if (fault === "stops") {
        const said = () => page.locator("[data-state]").innerText();
        expect(await said()).toContain("画面没有动");
        // Once the page says above the picture that it is lost, nothing below says it again.
        await hall.t.database.travel("20 seconds");
        await hall.t.services.db.transaction().execute((tx) => appendState(tx, id, "signal"));
        await look();
        const later = async () => {
          await page.clock.runFor(10_000);
          return [await page.locator("[data-now]").innerText(), await said()];
        };
        await expect.poll(later, PATIENCE).toEqual([expect.stringContaining("画面断了"), ""]);
        await hall.t.database.travel("-20 seconds");
      }
      await page.close();
    }
    await context.close();
    await endLivestream(ctx, { id, action: "end" });
  });
});
