import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  appendState,
  getHandovers,
  getLivestream,
  goOnAir,
  issuePresenterKey,
  livestreamHub,
  proposeHandover,
} from "../../../src/livestreams/index.ts";
import { settleHandovers } from "../../../src/livestreams/room/handover/settle-handovers.ts";
import { systemContext } from "../../../src/platform/context.ts";
import { closeHubs } from "../../../src/platform/live/index.ts";
import { type Hall, openHall } from "../../applications/world.ts";
import { hoursAhead } from "../../factories/fairs.ts";
import { advance, announcedLivestream, onAirLivestream } from "../../factories/livestreams.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../support/browser.ts";
import { localPlace, sampleOf } from "../../support/files.ts";
import { PATIENCE } from "../../support/patience.ts";
import { type RunningApp, startApp } from "../../support/server.ts";
import { axeViolations, shoot, sideways } from "../visit.ts";

const ROOM = "/union/livestream-room";
let hall: Hall;
let postings: string[];
let ids: string[];
const place = localPlace();
beforeAll(async () => {
  hall = await openHall();
  Object.assign(hall.t.services, { files: place.place });
  postings = [
    await hall.publish({ title: "电焊工", requirements: "有焊工证，包住，单休，每月15号发工资。" }),
    await hall.publish({ title: "数控车工" }),
    await hall.publish({ title: "装配工" }),
  ];
  await hall.settle();
  const { ctx } = hall.officer;
  const times = { startsAt: await hoursAhead(ctx, -1 / 12), endsAt: await hoursAhead(ctx, 1) };
  ids = [];
  for (const title of ["焊工专场", "数控专场", "装配专场", "物流专场", "家政专场"]) {
    if (ids.length < 3) ids.push((await onAirLivestream(ctx, postings, { title, graceS: 1_800 })).id);
    else {
      const { id } = await announcedLivestream(ctx, postings, { ...times, title, graceS: 1_800 });
      await advance(ctx.db, id);
      ids.push(id);
    }
  }
  keeping = setInterval(() => void alive().catch(() => undefined), 2_000);
});
afterAll(async () => {
  clearInterval(keeping);
  closeHubs(hall.t.services);
  await hall.t.close();
  await place.close();
});

const pinOf = async (id: string) => (await getLivestream(hall.officer.ctx, { id })).pin?.postingId ?? null;
/** Livestreams whose picture stands still. */
const still = new Set<string>();
/** Lets all other pictures advance, so that no test depends on its pace. */
const alive = async () => {
  for (const id of ids) if (!still.has(id)) await advance(hall.officer.ctx.db, id);
};
let keeping: NodeJS.Timeout;

describe.skipIf(chromiumMissing)(`the control room in a browser${skipReason}`, () => {
  let app: RunningApp;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  beforeAll(async () => {
    app = await startApp(hall.t.services);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  async function open(
    size: { width: number; height: number },
    options: { javaScriptEnabled?: boolean } = {},
  ) {
    const context = await browser.newContext({ viewport: size, locale: "zh-CN", ...options });
    await context.addCookies([
      { name: "session", value: hall.officer.token, url: app.origin, httpOnly: true },
    ]);
    return { context, page: await context.newPage() };
  }
  const column = (page: Page, n: number) => page.locator(`[data-column="${n}"]`);

  test("an officer runs five livestreams by keys, and the page renews itself", async () => {
    await alive();
    const { context, page } = await open(DESK);
    await page.goto(`${app.origin}${ROOM}`);
    expect(await page.locator("[data-column]").count()).toBe(5);
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "livestream-room-1280");
    await page.keyboard.press("2");
    await page.keyboard.press("n");
    await expect.poll(() => pinOf(ids[1] ?? ""), PATIENCE).toBe(postings[0]);
    await column(page, 2).locator("[aria-current]").getByText("电焊工").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("p");
    await expect.poll(() => pinOf(ids[1] ?? ""), PATIENCE).toBe(postings[1]);
    await column(page, 2).locator("[aria-current]").getByText("数控车工").waitFor();
    await page.keyboard.press("u");
    await expect.poll(() => pinOf(ids[1] ?? ""), PATIENCE).toBeNull();
    expect(await pinOf(ids[0] ?? "")).toBeNull();
    await page.keyboard.press("1");
    await page.keyboard.press("h");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
    expect(await focused()).toBe("to");
    await page.keyboard.press("n");
    expect(await pinOf(ids[0] ?? "")).toBeNull();
    await alive();
    await column(page, 1)
      .locator('select[name="to"]')
      .selectOption(ids[1] ?? "");
    await column(page, 1).getByRole("button", { name: "交接" }).click();
    await column(page, 1).getByText("节目交给").waitFor();
    await column(page, 2).getByText("接", { exact: false }).first().waitFor();
    const left = () => column(page, 2).locator("[data-left]").first().innerText();
    const before = await left();
    await expect.poll(left, PATIENCE).not.toBe(before);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "livestream-room-handover-1280");
    await page.setViewportSize(PHONE);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await shoot(page, "livestream-room-360");
    await context.addCookies([{ name: "elder", value: "2", url: app.origin }]);
    await page.reload();
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "livestream-room-elder-360");
    await context.close();
  });

  test("without client code the same steps are forms", async () => {
    await alive();
    const { context, page } = await open(PHONE, { javaScriptEnabled: false });
    await page.goto(`${app.origin}${ROOM}?of=${ids[2]}`);
    expect(await page.locator("[data-column]").count()).toBe(1);
    await page.getByRole("button", { name: "讲下一个" }).click();
    expect(await pinOf(ids[2] ?? "")).toBe(postings[0]);
    expect(await page.locator("[data-column]").count()).toBe(1);
    await page.locator("summary", { hasText: "交接节目" }).click();
    await page.locator('select[name="to"]').selectOption(ids[3] ?? "");
    await page.getByRole("button", { name: "交接" }).click();
    await page.getByRole("button", { name: "收回" }).click();
    expect((await getHandovers(hall.officer.ctx, { id: ids[2] ?? "" })).gives?.state).toBe("takenBack");
    await context.close();
  });

  test("a viewer is told what comes next, and is led there", async () => {
    const { ctx } = hall.officer;
    const { context, page } = await open(PHONE);
    await alive();
    const from = ids[0] ?? "";
    await page.goto(`${app.origin}/livestreams/${from}`);
    await page.locator("[data-next] [data-left]").waitFor();
    await shoot(page, "livestream-next-360");
    await hall.t.database.travel("31 seconds");
    await alive();
    expect(await settleHandovers(systemContext(hall.t.services, "test"))).toBe(1);
    await livestreamHub(hall.t.services).look();
    const next = `/livestreams/${ids[1]}`;
    await page.locator(`[data-next] a[href="${next}"]`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    // The link stands there without client code, too, and after the end of the livestream.
    const plain = await hall.t.app.request(`/livestreams/${from}`);
    expect(await plain.text()).toContain(`href="${next}"`);
    await goOnAir(ctx, { id: ids[3] ?? "", action: "goOnAir" });
    await context.close();
  });

  test("who watches the picture is taken along, and who reads is not", async () => {
    const { ctx } = hall.officer;
    await alive();
    const [from = "", to = ""] = [ids[1], ids[2]];
    await proposeHandover(ctx, { id: from, action: "propose", to, inS: 10 });
    const { context, page: watching } = await open(PHONE);
    const reading = await context.newPage();
    for (const page of [watching, reading]) await page.goto(`${app.origin}/livestreams/${from}`);
    await watching.evaluate(() => {
      const screen = document.createElement("div");
      const video = document.createElement("video");
      screen.dataset.screen = "";
      Object.defineProperty(video, "paused", { value: false });
      screen.append(video);
      document.body.append(screen);
    });
    await hall.t.database.travel("11 seconds");
    await alive();
    expect(await settleHandovers(systemContext(hall.t.services, "test"))).toBe(1);
    await livestreamHub(hall.t.services).look();
    await watching.waitForURL(`${app.origin}/livestreams/${to}#play`, PATIENCE);
    await reading.locator(`[data-next] a[href="/livestreams/${to}"]`).waitFor();
    expect(new URL(reading.url()).pathname).toBe(`/livestreams/${from}`);
    await context.close();
  });

  test("a standby film stands in for a lost picture, says so, and goes when the picture is back", async () => {
    const id = ids[4] ?? "";
    const { context, page: officer } = await open(PHONE);
    await officer.goto(`${app.origin}/union/livestreams/${id}/standby`);
    const film = { name: "a.mp4", mimeType: "video/mp4", buffer: sampleOf("mp4", 20_000) };
    await officer.locator('input[type="file"]').setInputFiles(film);
    await officer.getByRole("button", { name: "放上去" }).click();
    await officer.getByText("录像放好了").waitFor();
    expect(await axeViolations(officer)).toEqual([]);
    await shoot(officer, "livestream-standby-360");
    const plain = await open(PHONE, { javaScriptEnabled: false });
    await plain.page.goto(`${app.origin}/livestreams/${id}`);
    await plain.page.getByText("先放一段录像，不是直播").waitFor();
    expect(await plain.page.locator("[data-standby] video").getAttribute("src")).toBe(
      `/livestreams/${id}/standby`,
    );
    await plain.context.close();
    const bytes = await fetch(`${app.origin}/livestreams/${id}/standby`, { headers: { range: "bytes=0-9" } });
    expect([bytes.status, bytes.headers.get("content-range")]).toEqual([206, "bytes 0-9/20000"]);

    await alive();
    await goOnAir(hall.officer.ctx, { id, action: "goOnAir" });
    const page = await context.newPage();
    await page.goto(`${app.origin}/livestreams/${id}`);
    expect(await page.locator("[data-standby]").count()).toBe(0);
    expect((await fetch(`${app.origin}/livestreams/${id}/standby`)).status).toBe(404);
    const tell = () =>
      hall.t.services.db
        .transaction()
        .execute((tx) => appendState(tx, id, "signal"))
        .then(() => livestreamHub(hall.t.services).look());
    still.add(id);
    await hall.t.database.travel("20 seconds");
    await tell();
    await page.locator("[data-standby]").getByText("先放一段录像").waitFor();
    expect(await page.locator("[data-phase] .status").innerText()).toBe("信号中断");
    expect(await axeViolations(page)).toEqual([]);
    await shoot(page, "livestream-standby-shown-360");
    still.delete(id);
    await alive();
    await tell();
    await page.locator("[data-standby]").waitFor({ state: "detached" });
    expect(await page.locator("[data-phase] .status").innerText()).toBe("直播中");
    await context.close();
  });

  test("the presenter's page shows what to say, in large type, without an account", async () => {
    await alive();
    const { key } = await issuePresenterKey(hall.officer.ctx, { id: ids[2] ?? "" });
    const context = await browser.newContext({ viewport: DESK, locale: "zh-CN" });
    const page = await context.newPage();
    await page.goto(`${app.origin}/presenter/${key}`);
    await page.locator(".what", { hasText: "电焊工" }).waitFor();
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size);
      expect(await sideways(page)).toBeLessThanOrEqual(0);
      await shoot(page, `livestream-presenter-${size.width}`);
    }
    expect(await axeViolations(page)).toEqual([]);
    await issuePresenterKey(hall.officer.ctx, { id: ids[2] ?? "" });
    expect((await page.goto(`${app.origin}/presenter/${key}`))?.status()).toBe(404);
    await context.close();
  });
});
