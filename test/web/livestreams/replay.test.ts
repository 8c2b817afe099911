import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endLivestream, getReplay, goOnAir, pinPosting, setSource } from "../../../src/livestreams/index.ts";
import { cutRecordings } from "../../../src/livestreams/recordings/work/cut-recordings.ts";
import { flvLengthMs } from "../../../src/livestreams/recordings/work/folder.ts";
import { sealRecordings } from "../../../src/livestreams/recordings/work/seal-recordings.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { openLocalFiles } from "../../../src/platform/files/local/open-local.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { hoursAhead } from "../../factories/fairs.ts";
import { advance, announcedLivestream } from "../../factories/livestreams.ts";
import { STREAMS } from "../../livestreams/signal/world.ts";
import { chromiumMissing, DESK, openBrowser, PHONE } from "../../support/browser.ts";
import { PATIENCE } from "../../support/patience.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { startStreams, streamsInstalled, type TestStreams } from "../../support/stream.ts";
import { axeViolations, narrowestValue, shoot, sideways } from "../visit.ts";

describe.skipIf(!streamsInstalled || chromiumMissing)("a replay of what nginx recorded", () => {
  let hall: Hall;
  let app: RunningApp;
  let streams: TestStreams;
  let browser: Browser;
  let root = "";

  beforeAll(async () => {
    hall = await openHall();
    root = await mkdtemp(join(tmpdir(), "lianpin-replay-"));
    const { services } = hall.t;
    const filesDir = join(root, "files");
    Object.assign(services, { files: openLocalFiles(filesDir) });
    app = await startApp(services);
    streams = await startStreams({ program: app.origin, secret: STREAMS.secret });
    const { pushUrl, hlsUrl, controlUrl } = streams;
    const recordings = { folder: streams.recordings, ffmpeg: "/usr/bin/ffmpeg", years: 3 };
    Object.assign(services.config, {
      streams: { ...STREAMS, pushUrl, hlsUrl, controlUrl },
      filesDir,
      recordings,
    });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await streams?.stop();
    await app?.close();
    await hall?.t.close();
    await rm(root, { recursive: true, force: true });
  });

  test("has a film for each take, chapters that seek, a card that follows, and clips at postings", async () => {
    const union = hall.officer.ctx;
    const [first, second] = [
      await hall.publish({ title: "氩弧焊工" }),
      await hall.publish({ title: "数控车工" }),
    ];
    await hall.settle();
    const { id } = await announcedLivestream(union, [first, second], {
      startsAt: await hoursAhead(union, -1 / 12),
      endsAt: await hoursAhead(union, 1),
      graceS: 1_800,
    });
    const { push } = await setSource(union, { livestreamId: id, kind: "server" });
    const streamKey = push?.streamKey ?? "";
    const { db } = hall.t.database;
    const takes = async () =>
      (await db.selectFrom("livestreamTake").select("id").where("livestreamId", "=", id).execute()).length;
    const recorded = async () =>
      (await db.selectFrom("livestreamRecording").select("id").where("livestreamId", "=", id).execute())
        .length;

    /** Returns the time since the begin of the newest take. */
    const sinceTake = async () => {
      const { rows } = await sql<{ ms: number }>`
        select (extract(epoch from app.now() - max(started_at)) * 1000)::float8 as ms
        from livestream_take where livestream_id = ${id}`.execute(db);
      return rows[0]?.ms ?? 0;
    };
    /** Waits until the n-th file of nginx holds so much of the picture. */
    const recordedUntil = (nth: number, untilMs: number) =>
      expect
        .poll(async () => {
          const names = await readdir(streams.recordings);
          const name = names.sort((a, b) => a.slice(17).localeCompare(b.slice(17)))[nth];
          if (!name) return 0;
          const file = await open(join(streams.recordings, name));
          const ms = await flvLengthMs(file, (await file.stat()).size);
          await file.close();
          return ms;
        }, PATIENCE)
        .toBeGreaterThan(untilMs);

    /** Waits until the first file and the clock have gone on for so long: on a slow machine one is ahead. */
    const recordedOn = async (ms: number) => {
      const until = (await sinceTake()) + ms;
      await recordedUntil(0, until);
      await expect.poll(sinceTake, PATIENCE).toBeGreaterThan(until);
    };

    const one = streams.publish(streamKey);
    await expect.poll(takes, PATIENCE).toBe(1);
    await advance(db, id);
    await goOnAir(union, { id, action: "goOnAir" });
    await pinPosting(union, { id, action: "pin", postingId: first });
    // The film begins with the first key picture on air, up to two seconds after the pin.
    await recordedOn(4_500);
    await pinPosting(union, { id, action: "pin", postingId: second });
    await recordedOn(2_000);
    one.signal("SIGKILL");
    await expect.poll(recorded, PATIENCE).toBe(1);
    const two = streams.publish(streamKey);
    await expect.poll(takes, PATIENCE).toBe(2);
    await recordedUntil(1, 2_500);
    two.signal("SIGINT");
    await expect.poll(recorded, PATIENCE).toBe(2);
    await endLivestream(union, { id, action: "end" });
    const ctx = systemContext(hall.t.services, "test");
    await cutRecordings(ctx);
    await sealRecordings(ctx);

    const replay = await getReplay(union, { id });
    expect(replay.takes.map(({ film, chapters }) => [film, chapters.map(({ title }) => title)])).toEqual([
      [true, ["氩弧焊工", "数控车工"]],
      [true, ["数控车工"]],
    ]);
    const rows = await db
      .selectFrom("livestreamRecording as r")
      .innerJoin("livestreamTake as k", "k.id", "r.takeId")
      .select(["r.lengthMs", "k.startedAt", "k.endedAt"])
      .where("r.livestreamId", "=", id)
      .execute();
    for (const { lengthMs, startedAt, endedAt } of rows)
      expect((endedAt?.getTime() ?? 0) - startedAt.getTime() - (lengthMs ?? 0)).toBeGreaterThan(-1_000);

    const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${app.origin}/livestreams/${id}`);
    const film = page.locator("video").first();
    const at = () => film.evaluate((video: HTMLVideoElement) => video.currentTime);
    const startS = (replay.takes[0]?.chapters[1]?.startMs ?? 0) / 1_000;
    await page.locator("[data-seek]").nth(1).click();
    await expect.poll(at, PATIENCE).toBeGreaterThan(startS + 0.5);
    expect(await page.locator("[data-pinned-body]").innerText()).toContain("数控车工");
    const cues = () =>
      film.evaluate((video: HTMLVideoElement) =>
        [...(video.textTracks[0]?.cues ?? [])].map(({ startTime }) => startTime),
      );
    await expect.poll(async () => (await cues()).length, PATIENCE).toBe(2);
    expect(Math.abs(((await cues())[1] ?? 0) - startS)).toBeLessThan(1);
    await page.locator("[data-seek]").nth(0).click();
    await expect.poll(() => page.locator("[data-pinned-body]").innerText(), PATIENCE).toContain("氩弧焊工");
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `replay-${size.width}`);
    }
    expect(await axeViolations(page)).toEqual([]);

    await page.goto(`${app.origin}/postings/${first}`);
    const clip = page.locator("#clips video");
    await clip.evaluate((video: HTMLVideoElement) => {
      video.muted = true;
      return video.play();
    });
    await expect
      .poll(() => clip.evaluate((video: HTMLVideoElement) => video.currentTime), PATIENCE)
      .toBeGreaterThan(0.3);
    await shoot(page, "replay-clip-1280");
    const source = (await clip.getAttribute("src")) ?? "";
    const ask = async (range: string) =>
      (await fetch(`${app.origin}${source}`, { headers: { range } })).status;
    expect([await ask("bytes=0-99"), await ask("bytes=99999999-")]).toEqual([206, 416]);
    await closePosting(hall.member.ctx, { id: first, reason: "filled" });
    expect([await ask("bytes=0-99"), await ask("bytes=99999999-")]).toEqual([404, 404]);

    await context.addCookies([
      { name: "session", value: hall.officer.token, url: app.origin, httpOnly: true },
    ]);
    await page.setViewportSize(PHONE);
    await page.goto(`${app.origin}/union/livestreams/${id}/recordings`);
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.locator("summary").first().click();
    await page.locator("textarea").first().fill("主播说错了话");
    await shoot(page, "recordings-360");
    await page.getByRole("button", { name: "不给大家看" }).first().click();
    await page.getByText("主播说错了话").waitFor();
    await shoot(page, "recordings-hidden-360");
    expect(await narrowestValue(page)).toBeGreaterThan(5);
    await page.goto(`${app.origin}/elder?level=3&back=${encodeURIComponent(`/livestreams/${id}`)}`);
    expect(await page.locator("video").count()).toBe(1);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "replay-elder-360");
    await page.goto(`${app.origin}/union/livestreams/${id}/recordings`);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
