import { execFileSync } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  endLivestream,
  getReplay,
  listRecordings,
  removeMedia,
  removeStandby,
  resumeLivestream,
  setPoster,
  setRecordingVisibility,
  setSource,
  setStandby,
} from "../../../src/livestreams/index.ts";
import { cutRecordings } from "../../../src/livestreams/recordings/work/cut-recordings.ts";
import { closePosting } from "../../../src/postings/index.ts";
import { announcedLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import { NGINX } from "../../livestreams/signal/fixtures.ts";
import { ffmpegInstalled } from "../../livestreams/signal/recordings/world.ts";
import { STREAMS } from "../../livestreams/signal/world.ts";
import { chromiumMissing, DESK, openBrowser, PHONE } from "../../support/browser.ts";
import { localPlace, sampleOf } from "../../support/files.ts";
import { PATIENCE } from "../../support/patience.ts";
import { pngOf } from "../../support/picture.ts";
import { startApp } from "../../support/server.ts";
import { axeViolations, shoot, sideways } from "../../web/visit.ts";
import type { World } from "../fair-day/world.ts";
import { dbOf, openStreams, pageAt, type Streams, viewAt } from "./world.ts";

let streams: Streams;
let world: World;
let union: Streams["union"]["ctx"];
const local = localPlace();
beforeAll(async () => {
  streams = await openStreams();
  world = streams.world;
  union = streams.union.ctx;
  const { services } = world.host.t;
  Object.assign(services, { files: local.place });
  Object.assign(union, { files: local.place });
  Object.assign(world.host.ctx, { files: local.place });
  Object.assign(services.config, { origins: [home()] });
});
afterAll(async () => {
  await world.close();
  await local.close();
});

const away = () => world.people;
const home = () => world.host.server.url;
const policyAt = async (id: string) =>
  (await away().t.call("GET", `/livestreams/${id}`)).headers.get("content-security-policy") ?? "";
const streamOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();
/** Status of an address of the home, and whether pages of other hosts may show it. */
async function asked(url: string, range = "bytes=0-9") {
  const { status, headers } = await fetch(url, { headers: { range } });
  return [status, headers.get("cross-origin-resource-policy")];
}

test("poster and standby film of a copy are those of its home, and go with them", async () => {
  const { id } = await announcedLivestream(union, [streams.welder]);
  await world.sync();
  expect(await pageAt(away(), id)).toContain('<svg class="preview"');
  await setPoster(union, { id, body: streamOf(pngOf(640, 360)) });
  await setStandby(union, { id, body: streamOf(sampleOf("mp4", 3_000)) });
  await world.sync();
  const page = await pageAt(away(), id);
  const poster = new RegExp(`src="(${home()}/livestreams/${id}/poster\\?v=\\w+)" width="640" height="360"`);
  const film = new RegExp(`src="(${home()}/livestreams/${id}/standby\\?v=\\w+)"`);
  const [picture, standby] = [poster.exec(page)?.[1] ?? "", film.exec(page)?.[1] ?? ""];
  expect(page).toContain(`og:image" content="${picture}"`);
  const policy = await policyAt(id);
  expect(policy).toContain(`img-src 'self' data: ${home()};`);
  expect(policy).toContain(`media-src 'self' blob: ${home()};`);
  expect(await asked(picture)).toEqual([206, "cross-origin"]);
  expect(await asked(standby)).toEqual([206, "cross-origin"]);
  await removeMedia(union, { id, use: "poster" });
  await removeStandby(union, { id });
  await world.sync();
  const bare = await pageAt(away(), id);
  expect([bare.includes(home()), bare.includes('<svg class="preview"')]).toEqual([false, true]);
  expect(await policyAt(id)).not.toContain(home());
  expect(await asked(picture)).toEqual([404, "same-origin"]);
});

describe.skipIf(!ffmpegInstalled)("the replay of a copy", () => {
  let id = "";
  let posting = "";
  const takesAt = async () => (await getReplay({ ...away().ctx }, { id })).takes;
  const clipAt = async () =>
    new RegExp(`src="(${home()}/postings/${posting}/clips/[\\w-]+)"`).exec(
      await (await away().t.call("GET", `/postings/${posting}`)).text(),
    )?.[1] ?? null;

  beforeAll(async () => {
    posting = streams.welder;
    const root = local.root;
    const folder = join(root, "recorded");
    await mkdir(folder);
    const recordings = { folder, ffmpeg: "/usr/bin/ffmpeg", years: 3 };
    Object.assign(world.host.t.services.config, { streams: STREAMS, recordings });
    const live = await onAirLivestream(union, [streams.welder, streams.turner], { graceS: 1_800 });
    id = live.id;
    const { push } = await setSource(union, { livestreamId: id, kind: "server" });
    const [name = "", k = ""] = (push?.streamKey ?? "").split("?k=");
    const callback = async (kind: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({ ...NGINX, name, k, clientid: "1", ...fields } as Record<
        string,
        string
      >);
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const path = `/callbacks/streams/nginx/${kind}?secret=${STREAMS.secret}`;
      const { status } = await world.host.t.app.request(path, { method: "POST", headers, body: `${body}` });
      expect(status, kind).toBe(200);
    };
    await callback("publish", {});
    const db = dbOf(world.host);
    const air = sql`(select on_air_at from livestream where id = ${id}::uuid)`;
    await sql`update livestream_take set started_at = ${air} where livestream_id = ${id}::uuid`.execute(db);
    for (const [postingId, from] of [
      [streams.welder, 2],
      [streams.turner, 7],
    ])
      await sql`insert into livestream_pin (id, livestream_id, posting_id, pinned_at, unpinned_at, reason)
        values (gen_random_uuid(), ${id}::uuid, ${postingId}::uuid, ${air} + make_interval(secs => ${from}),
          ${air} + make_interval(secs => ${from} + 4), 'officer')`.execute(db);
    await callback("unpublish", { call: "publish_done" });
    const fileName = `${name}-${Math.floor(Date.now() / 1_000)}.flv`;
    const picture = ["-f", "lavfi", "-i", "testsrc=size=320x180:rate=10", "-f", "lavfi", "-i", "sine"];
    const code = [
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-pix_fmt",
      "yuv420p",
      "-g",
      "10",
      "-c:a",
      "aac",
    ];
    const flv = join(root, "sample.flv");
    execFileSync("/usr/bin/ffmpeg", [
      "-nostdin",
      "-v",
      "error",
      ...picture,
      ...code,
      "-t",
      "12",
      "-f",
      "flv",
      flv,
    ]);
    await copyFile(flv, join(folder, fileName));
    const path = `/elsewhere/${fileName}`;
    await callback("recorded", { call: "record_done", recorder: "", path });
    await world.host.t.database.travel("60 seconds");
    await away().t.database.travel("60 seconds");
    await endLivestream(union, { id, action: "end" });
    await world.sync();
  });

  test("has the films and clips of the home, from the home, once they are cut", async () => {
    expect(await viewAt(away(), id)).toMatchObject({ phase: "ended" });
    expect(await takesAt()).toEqual([]);
    expect(await clipAt()).toBeNull();
    await cutRecordings(world.host.ctx);
    await world.sync();
    expect(await viewAt(away(), id)).toMatchObject({ phase: "replay" });
    const own = (await getReplay(union, { id })).takes;
    const told = await takesAt();
    expect(own.map(({ chapters }) => chapters.length)).toEqual([2]);
    const url = `${home()}${own[0]?.url}`;
    expect(told).toEqual(own.map((take) => ({ ...take, url: `${home()}${take.url}` })));
    expect(await pageAt(away(), id)).toContain(`src="${url}"`);
    expect(await policyAt(id)).toContain(`media-src 'self' blob: ${home()};`);
    expect(await asked(url)).toEqual([206, "cross-origin"]);
    expect((await asked(url, "bytes=99999999-"))[0]).toBe(416);
    const vtt = await away().t.call("GET", `/livestreams/${id}/replay/${told[0]?.id}/chapters`);
    expect(await vtt.text()).toContain("电焊工");
    const clip = (await clipAt()) ?? "";
    expect(await asked(clip)).toEqual([206, "cross-origin"]);
  });

  test.skipIf(chromiumMissing)(
    "plays on the copy's page, with the card of the posting that is explained",
    async () => {
      const app = await startApp(away().t.services);
      const browser = await openBrowser();
      try {
        const page = await (await browser.newContext({ viewport: PHONE, locale: "zh-CN" })).newPage();
        const complaints: string[] = [];
        page.on("console", (message) => {
          if (/Security Policy|ERR_BLOCKED/i.test(message.text())) complaints.push(message.text());
        });
        await page.goto(`${app.origin}/livestreams/${id}`);
        const film = page.locator("video").first();
        await page.locator("[data-seek]").nth(1).click();
        await expect
          .poll(() => film.evaluate((video: HTMLVideoElement) => video.currentTime), PATIENCE)
          .toBeGreaterThan(7.3);
        expect(await page.locator("[data-pinned-body]").innerText()).toContain("车工");
        expect(await axeViolations(page)).toEqual([]);
        for (const size of [PHONE, DESK]) {
          await page.setViewportSize(size);
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          await shoot(page, `copy-replay-${size.width}`);
        }
        expect(complaints).toEqual([]);
      } finally {
        await browser.close();
        await app.close();
      }
    },
  );

  test("is gone when the home hides it or goes on, and a clip when its posting closes", async () => {
    const [film] = await takesAt();
    const clip = (await clipAt()) ?? expect.fail("no clip");
    const { items } = await listRecordings(union, { id });
    const recording = { id, recordingId: items[0]?.id ?? "" };
    await setRecordingVisibility(union, { ...recording, action: "hide", reason: "说错了话" });
    await world.sync();
    expect(await takesAt()).toEqual([]);
    expect((await viewAt(away(), id)).phase).toBe("ended");
    expect(await clipAt()).toBeNull();
    for (const url of [film?.url ?? "", clip]) expect((await asked(url))[0]).toBe(404);
    expect(JSON.stringify(await viewAt(away(), id)).includes("说错")).toBe(false);
    await setRecordingVisibility(union, { ...recording, action: "show" });
    await world.sync();
    expect(await takesAt()).toHaveLength(1);
    await closePosting(streams.member.ctx, { id: posting, reason: "filled" });
    await world.sync();
    expect(await clipAt()).toBeNull();
    expect((await asked(clip))[0]).toBe(404);
    await streams.look(id);
    await resumeLivestream(union, { id, action: "resume" });
    await world.sync();
    expect(await takesAt()).toEqual([]);
  });
});
