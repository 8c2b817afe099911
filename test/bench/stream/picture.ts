import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import { boot } from "../../../src/boot.ts";
import { goOnAir } from "../../../src/livestreams/index.ts";
import { FRAGMENT_S } from "../../../src/livestreams/signal/nginx-config.ts";
import { probeLoop } from "../../../src/livestreams/signal/probe/loop.ts";
import { readSources } from "../../../src/livestreams/signal/sources/read-sources.ts";
import { setSource } from "../../../src/livestreams/signal/sources/set-source.ts";
import { readConfig } from "../../../src/platform/config/index.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { startLoop } from "../../../workers/loop.ts";
import { officer } from "../../factories/actors.ts";
import { HOME, twoAgreements } from "../../factories/cities.ts";
import { verifiedEnterprise } from "../../factories/enterprises.ts";
import { hoursAhead } from "../../factories/fairs.ts";
import { announcedLivestream } from "../../factories/livestreams.ts";
import { publishedPosting } from "../../factories/postings.ts";
import { openBrowser, PHONE } from "../../support/browser.ts";
import { FIELDS, publishClock, timeOf } from "../../support/clock-picture.ts";
import { startApp } from "../../support/server.ts";
import { startStreams } from "../../support/stream.ts";
import { benchDatabase, endProcess, median, report } from "../support.ts";
import { hundredths } from "../timing.ts";

const ROUNDS = 3;
const SAMPLES = 60;
const SAMPLE_MS = 250;
const HANGS_MS = 90_000;
const SECRET = "a-secret-of-the-streaming-server-0123";
/** Bounds of the order, in seconds. */
const LIMITS = { glassS: 10, backS: 10, lossS: 12, startS: 6 };

/** Waits until `reached` gives true. Returns the seconds since `fromMs`. */
async function secondsUntil(reached: () => Promise<boolean>, fromMs = performance.now()): Promise<number> {
  while (!(await reached())) {
    if (performance.now() - fromMs > HANGS_MS) throw new Error("it does not come");
    await pause(50);
  }
  return (performance.now() - fromMs) / 1_000;
}

/** Returns the wall clock that the picture shows now; null without one. */
async function shownMs(page: Page): Promise<number | null> {
  const fields = await page.evaluate(({ columns, rows }) => {
    const video = document.querySelector("video");
    if (!video || video.readyState < 2) return [];
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [columns, rows];
    const drawing = canvas.getContext("2d");
    drawing?.drawImage(video, 0, 0, columns, rows);
    const pixels = drawing?.getImageData(0, 0, columns, rows).data ?? [];
    return Array.from({ length: columns * rows }, (_, i) => pixels[4 * i] ?? 0);
  }, FIELDS);
  return fields.length > 0 ? timeOf(fields) : null;
}

/** Opens the whole program with its probe, nginx, Chromium and one livestream whose time has come. */
async function open() {
  const database = await benchDatabase();
  const { services, close } = await boot(readConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent" }));
  await twoAgreements(services.db);
  const union = await officer(services, HOME);
  const app = await startApp(services);
  const streams = await startStreams({ program: app.origin, secret: SECRET });
  const { pushUrl, hlsUrl, controlUrl } = streams;
  const config = { server: "nginx", secret: SECRET, pushKey: null, pushUrl, hlsUrl, controlUrl } as const;
  Object.assign(services.config, { streams: config });
  const probe = await probeLoop.open(systemContext(services, "bench"));
  if (!probe || typeof probe === "function") throw new Error("the loop is not configured");
  const loop = startLoop({
    turn: probe.turn,
    busyMs: 50,
    idleMs: [3_000, 3_000],
    onError: () => undefined,
  });
  const browser = await openBrowser(["--autoplay-policy=document-user-activation-required"]);
  const times = { startsAt: await hoursAhead(union, -1 / 12), endsAt: await hoursAhead(union, 1) };
  const { enterprise, member } = await verifiedEnterprise(services, union);
  const posting = await publishedPosting({ member, officer: union }, enterprise.id);
  const { id } = await announcedLivestream(union, [posting.id], times);
  const { push } = await setSource(union, { livestreamId: id, kind: "server" });
  return {
    union,
    id,
    page: await (await browser.newContext({ viewport: PHONE, locale: "zh-CN" })).newPage(),
    address: `${app.origin}/livestreams/${id}`,
    push: `${pushUrl}/${push?.streamKey}`,
    advancing: async () => (await readSources(union, { livestreamId: id })).main?.advancing ?? false,
    async close() {
      await browser.close();
      await loop.stop();
      await probe.close();
      await streams.stop();
      await app.close();
      await close();
      await database.close();
    },
  };
}

/**
 * Measures a real picture from the clock in its frames to the clock of the browser that shows them: from end
 * to end, from the tap, after a new publisher, and until its loss and its start are seen. Times are in
 * seconds.
 */
export async function run(): Promise<void> {
  const world = await open();
  const { union, id, page } = world;
  const taken = { glass: [] as number[], start: [] as number[], tap: [] as number[], back: [] as number[] };
  const loss: number[] = [];
  let publisher: ChildProcess | null = null;
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      const fromMs = performance.now();
      const clockMs = Date.now();
      publisher = publishClock(world.push, FRAGMENT_S);
      taken.start.push(await secondsUntil(world.advancing, fromMs));
      if (round === 0) {
        await goOnAir(union, { id, action: "goOnAir" });
        await page.goto(world.address);
      } else {
        const isNew = async () => ((await shownMs(page)) ?? 0) >= clockMs;
        taken.back.push(await secondsUntil(isNew, fromMs));
        await page.reload();
      }
      await page.locator("[data-start]").click();
      taken.tap.push(await secondsUntil(async () => (await shownMs(page)) !== null));
      await pause(5_000);
      for (let n = 0; n < SAMPLES; n += 1) {
        const shown = await shownMs(page);
        if (shown !== null) taken.glass.push((Date.now() - shown) / 1_000);
        await pause(SAMPLE_MS);
      }
      const cutMs = performance.now();
      await endProcess(publisher);
      loss.push(await secondsUntil(async () => !(await world.advancing()), cutMs));
    }
    const most = (all: readonly number[]) => hundredths(Math.max(...all));
    report({
      name: "stream-picture",
      ours: most(taken.glass),
      reference: LIMITS.glassS,
      unit: "s from glass to glass, at most",
      glassP50S: hundredths(median(taken.glass)),
      samples: taken.glass.length,
      tapS: most(taken.tap),
      tapP50S: hundredths(median(taken.tap)),
      backS: most(taken.back),
      startSeenS: most(taken.start),
      lossSeenS: most(loss),
      limits: LIMITS,
      rounds: ROUNDS,
      fragmentS: FRAGMENT_S,
    });
  } finally {
    if (publisher) await endProcess(publisher);
    await world.close();
  }
}
