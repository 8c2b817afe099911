import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  endLivestream,
  getLivestream,
  goOnAir,
  pinPosting,
  setCaptions,
} from "../../../src/livestreams/index.ts";
import { probeLoop } from "../../../src/livestreams/signal/probe/loop.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { accountIdOf } from "../../../src/platform/core/actor.ts";
import { type Loop, startLoop } from "../../../workers/loop.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { hoursAhead } from "../../factories/fairs.ts";
import { announcedLivestream } from "../../factories/livestreams.ts";
import { STREAMS } from "../../livestreams/signal/world.ts";
import { DESK, openBrowser, PHONE } from "../../support/browser.ts";
import { localPlace } from "../../support/files.ts";
import { PATIENCE } from "../../support/patience.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { startStreams, streamsInstalled, type TestStreams } from "../../support/stream.ts";
import { axeViolations, shoot, sideways } from "../visit.ts";

/** Captions of one cue that stands as long as a livestream goes. */
const CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 10:00:00.000\n包吃住\n";

describe.skipIf(!streamsInstalled)("a real picture in a browser", () => {
  const local = localPlace();
  let hall: Hall;
  let app: RunningApp;
  let streams: TestStreams;
  let loop: Loop;
  let probe: { turn(): Promise<number>; close(): Promise<void> };
  let browser: Browser;

  beforeAll(async () => {
    hall = await openHall();
    const { services } = hall.t;
    Object.assign(services, { files: local.place });
    app = await startApp(services);
    streams = await startStreams({ program: app.origin, secret: STREAMS.secret, fragmentS: 1 });
    const { pushUrl, hlsUrl, controlUrl } = streams;
    Object.assign(services.config, { streams: { ...STREAMS, pushUrl, hlsUrl, controlUrl } });
    const opened = await probeLoop.open(systemContext(services, "test"));
    if (!opened || typeof opened === "function") throw new Error("the loop is not configured");
    probe = opened;
    loop = startLoop({ turn: probe.turn, busyMs: 50, idleMs: [3_000, 3_000], onError: () => undefined });
    browser = await openBrowser(["--autoplay-policy=document-user-activation-required"]);
  });
  afterAll(async () => {
    await browser?.close();
    await loop?.stop();
    await probe?.close();
    await streams?.stop();
    await app?.close();
    await hall?.t.close();
    await local.close();
  });

  /** Lets a seeker apply from the pinned posting's card: two taps. */
  async function applyFromCard(id: string, postingId: string): Promise<void> {
    const { db } = hall.t.services;
    const seeker = await hall.seeker();
    const phone = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await phone.addCookies([{ name: "session", value: seeker.token, url: app.origin, httpOnly: true }]);
    const page = await phone.newPage();
    await page.goto(`${app.origin}/livestreams/${id}`);
    await page.locator("[data-pinned-body]").getByRole("link", { name: "我要应聘" }).click();
    await page.getByRole("button", { name: "发送求职卡" }).click();
    await page.waitForURL((url) => !/^\/(f|postings|livestreams)\/[^/]+(\/apply)?$/.test(url.pathname));
    const rows = db
      .selectFrom("application")
      .innerJoin("channel", "channel.code", "application.via")
      .select(["application.postingId", "channel.eventId"])
      .where("accountId", "=", accountIdOf(seeker.ctx.actor) ?? "");
    expect(await rows.execute()).toEqual([{ postingId, eventId: id }]);
    await phone.close();
  }

  /** Gives the picture its sound, as browsers allow after a tap only. */
  async function tapForSound(page: Page): Promise<void> {
    const muted = () => page.evaluate(() => document.querySelector("video")?.muted);
    expect(await muted()).toBe(true);
    const sound = page.getByRole("button", { name: "点此出声" });
    await sound.click();
    expect([await muted(), await sound.count()]).toEqual([false, 0]);
  }

  test("a visitor taps, watches, sees the next posting with its picture, and reads that it is over", async () => {
    const union = hall.officer.ctx;
    const [first, second] = [await hall.publish(), await hall.publish()];
    await hall.settle();
    const { id } = await announcedLivestream(union, [first, second], {
      startsAt: await hoursAhead(union, -1 / 12),
      endsAt: await hoursAhead(union, 1),
    });
    await setCaptions({ ...union, files: local.place }, { id, body: new Blob([CAPTIONS]).stream() });
    const desk = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    await desk.addCookies([{ name: "session", value: hall.officer.token, url: app.origin, httpOnly: true }]);
    const room = await desk.newPage();
    await room.goto(`${app.origin}/union/livestreams/${id}/signal`);
    await room.getByRole("button", { name: "要推流地址" }).click();
    await room.getByText("只显示这一次", { exact: false }).first().waitFor();
    expect(await axeViolations(room)).toEqual([]);
    expect(await sideways(room)).toBeLessThanOrEqual(0);
    await shoot(room, "livestream-signal-360");
    const streamKey = (await room.locator("#push code").last().textContent()) ?? "";
    await room.goto(`${app.origin}/union/livestreams/${id}/signal`);
    expect(await room.content()).not.toContain(streamKey);
    const publisher = streams.publish(streamKey);
    const phase = async () => (await getLivestream(union, { id })).phase;
    await expect.poll(phase, PATIENCE).toBe("rehearsal");

    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const player = () => asked.filter((url) => /player\/(player|hls)\.js|\.m3u8|\.ts$/.test(url));
    await page.goto(`${app.origin}/livestreams/${id}`);
    // A rehearsal is nobody's picture but the control room's.
    expect(await page.locator("[data-start]").count()).toBe(0);

    await goOnAir(union, { id, action: "goOnAir" });
    await pinPosting(union, { id, action: "pin", postingId: first });
    await expect.poll(() => page.locator("[data-start]").isVisible(), PATIENCE).toBe(true);
    expect(player()).toEqual([]);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "livestream-before-tap-360");
    const pinned = async () =>
      (await page.locator("[data-pinned-body] a").first().getAttribute("href"))?.replace(/\?via=.*/, "");
    expect(await pinned()).toBe(`/postings/${first}`);

    await page.locator("[data-start]").click();
    const playedS = () => page.evaluate(() => document.querySelector("video")?.currentTime ?? 0);
    const start = { at: 0 };
    await expect
      .poll(async () => {
        start.at ||= await playedS();
        return start.at > 0 && (await playedS()) > start.at + 1;
      }, PATIENCE)
      .toBe(true);
    const caption = () =>
      page.evaluate(() => {
        const [track] = document.querySelector("video")?.textTracks ?? [];
        return track?.mode === "showing" ? (track.activeCues?.[0] as VTTCue | undefined)?.text : null;
      });
    await expect.poll(caption, PATIENCE).toBe("包吃住");
    await pinPosting(union, { id, action: "pin", postingId: second });
    // The card comes with the picture, which is seconds behind.
    expect(await pinned()).toBe(`/postings/${first}`);
    await expect.poll(pinned, PATIENCE).toBe(`/postings/${second}`);
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `livestream-playing-${size.width}`);
    }
    expect(await axeViolations(page)).toEqual([]);

    await tapForSound(page);
    await applyFromCard(id, second);

    publisher.signal("SIGKILL");
    await hall.t.database.travel("12 seconds");
    expect(await phase()).toBe("interrupted");
    const again = streams.publish(streamKey);
    await expect.poll(phase, PATIENCE).toBe("live");
    const moves = async () => {
      const before = await playedS();
      await expect.poll(playedS, PATIENCE).not.toBe(before);
    };
    await moves();
    again.signal("SIGSTOP");
    await hall.t.database.travel("75 seconds");
    expect(await phase()).toBe("interrupted");
    again.signal("SIGCONT");
    await expect.poll(phase, PATIENCE).toBe("live");
    await moves();

    await endLivestream(union, { id, action: "end" });
    await expect.poll(() => page.locator("[data-state]").innerText(), PATIENCE).toContain("已经结束");
    expect(await page.locator("video").count()).toBe(0);
    await room.reload();
    await room.setViewportSize(DESK);
    await shoot(room, "livestream-signal-1280");
    await context.close();
    await desk.close();
  });
});
