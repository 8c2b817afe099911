import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  checkIn,
  type FairView,
  listConflicts,
  listEntrances,
  printTicket,
} from "../../../../src/fairs/index.ts";
import type { RequestContext, Services } from "../../../../src/platform/context.ts";
import { grantByPhone, officer as officerOf } from "../../../factories/actors.ts";
import { HOME, twoAgreements } from "../../../factories/cities.ts";
import { openDoors } from "../../../factories/fairs.ts";
import { chromiumMissing, DESK, openBrowser, PHONE, skipReason } from "../../../support/browser.ts";
import { signInByPhone } from "../../../support/client.ts";
import { type TestDatabase, testDatabase } from "../../../support/database.ts";
import { beforeCamera } from "../../../support/film.ts";
import { type RunningApp, startApp } from "../../../support/server.ts";
import { openServices } from "../../../support/services.ts";
import { cutNetwork, restoreNetwork } from "../../network.ts";
import { axeViolations, killTab, shoot, sideways } from "../../visit.ts";

const OFFICER = "13912349999";
const SCANS = 200;

/**
 * Replacements for the last Base64url character of a code. The decoded bytes stay the same, because only
 * unused bits change.
 */
const TAIL: Record<string, string> = { A: "B", Q: "R", g: "h", w: "x" };
const flipped = (code: string) => code.replace(/.$/, (last) => TAIL[last] ?? "?");

describe.skipIf(chromiumMissing)(`the scanner at the gate${skipReason}`, () => {
  let database: TestDatabase;
  let services: Services;
  let app: RunningApp;
  let browser: Browser;
  let union: RequestContext;
  let fair: FairView;
  let token: string;

  beforeAll(async () => {
    database = await testDatabase();
    services = await openServices(database);
    await twoAgreements(database.db);
    union = await officerOf(services, HOME);
    await grantByPhone(union, OFFICER, { kind: "officer", city: HOME, county: null });
    fair = await openDoors(services, union);
    app = await startApp(services);
    token = await signInByPhone(app.origin, OFFICER);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    await database?.drop();
  });

  const venueId = () => fair.venues[0]?.id ?? "";
  const address = () => `${app.origin}/union/fairs/${fair.id}/scanner`;

  async function codes(count: number): Promise<{ code: string; reference: string; id: string }[]> {
    const printed = [];
    for (let n = 0; n < count; n += 1) {
      const { ticket } = await printTicket(union, { fairId: fair.id, venueId: venueId() });
      printed.push({ code: ticket.code ?? "", reference: ticket.reference, id: ticket.id });
    }
    return printed;
  }

  async function signedIn(
    options: Parameters<Browser["newContext"]>[0] = {},
    inBrowser = browser,
  ): Promise<BrowserContext> {
    const context = await inBrowser.newContext({ viewport: PHONE, locale: "zh-CN", ...options });
    await context.addCookies([
      { name: "session", value: token, url: app.origin, httpOnly: true, sameSite: "Lax" },
    ]);
    return context;
  }

  /** Makes the gate's page wait up to 60 seconds for the server, instead of 350 ms, for slow machines. */
  const waitForServer = (context: BrowserContext): Promise<unknown> =>
    context.addInitScript(() => {
      const timer = window.setTimeout.bind(window);
      const patient = (run: () => void, ms?: number) => timer(run, ms === 350 ? 60_000 : ms);
      Object.assign(window, { setTimeout: patient });
    });

  /** Opens the gate's page and waits for its service worker. After that the page opens without network. */
  async function openGate(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    await page.goto(address());
    await page.waitForSelector("#scanner[data-ready]");
    await page.waitForSelector("#scanner[data-kept=true]");
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("已联网"));
    return page;
  }

  const word = (page: Page) => page.locator("#answer .word").innerText();

  /**
   * Enters a code as a keyboard-wedge scanner does: the text as keys, then Enter. Returns the result that the
   * page shows.
   */
  async function wedge(page: Page, text: string): Promise<string> {
    await page.evaluate(() => document.querySelector("#answer")?.replaceChildren());
    await page.keyboard.insertText(text);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#answer .word");
    return word(page);
  }

  test("200 offline scans survive a reload and a killed tab; each is sent once, and conflicts are listed", async () => {
    const tickets = await codes(SCANS - 10);
    const context = await signedIn();
    let page = await openGate(context);
    const port = Number(new URL(app.origin).port);

    // Cuts the network: the browser is offline and the server is stopped.
    await cutNetwork(context);
    await app.close();
    const said: string[] = [];
    for (const { code } of tickets.slice(0, 100)) said.push(await wedge(page, code));
    expect(await page.locator("#line").innerText()).toContain("待上传 100 条");
    await page.reload();
    await page.waitForSelector("#scanner[data-ready]");
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("待上传 100 条"));
    for (const { code } of tickets.slice(100, 180)) said.push(await wedge(page, code));
    await killTab(page);
    page = await context.newPage();
    await page.goto(address());
    await page.waitForSelector("#scanner[data-ready]");
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("待上传 180 条"));
    for (const { code } of tickets.slice(180)) said.push(await wedge(page, code));
    // Ten people who were admitted show their codes again. The device still knows them after the reload and
    // the crash of the tab.
    for (const { code } of tickets.slice(0, 10)) expect(await wedge(page, code)).toBe("已入场过");
    expect(said).toEqual(Array.from({ length: SCANS - 10 }, () => "请进"));
    expect(await page.locator("#line").innerText()).toContain(`待上传 ${SCANS} 条`);
    await shoot(page, "scanner-offline");

    // Meanwhile another gate admits five of these people.
    await checkIn(union, {
      fairId: fair.id,
      venueId: venueId(),
      gate: "西门",
      scans: tickets.slice(20, 25).map(({ reference }) => ({
        id: services.ids.uuid(),
        code: reference,
        direction: "in" as const,
        deviceAt: null,
        claimed: null,
      })),
    });
    app = await startApp(services, port);
    await restoreNetwork(context);
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("都已上传"));
    const [entrance] = await listEntrances(union, fair.id);
    expect(entrance).toMatchObject({ entered: SCANS - 10, visits: SCANS - 10 });
    const rows = await database.db.selectFrom("fairScan").select(["outcome", "claimed"]).execute();
    expect(rows).toHaveLength(SCANS + 5);
    expect(rows.filter(({ claimed }) => claimed === "admitted")).toHaveLength(SCANS - 10);
    expect(await listConflicts(union, fair.id)).toHaveLength(5);
    expect(await page.locator("#conflicts li").count()).toBe(5);
    expect(await page.locator("#conflicts").innerText()).toContain("西门");
    await page.reload();
    await page.waitForSelector("#scanner[data-ready]");
    expect(await page.locator("main").innerText()).toContain(tickets[20]?.reference ?? "none");
    await shoot(page, "scanner-conflicts");
    await context.close();
  });

  test("the camera reads a ticket and the scanner admits its holder", async () => {
    const [ticket] = await codes(1);
    await beforeCamera(ticket?.code ?? "", async (watching) => {
      const context = await signedIn({ permissions: ["camera"] }, watching);
      const page = await openGate(context);
      await page.evaluate(() => document.querySelector("#answer")?.replaceChildren());
      await page.locator("#camera-button").click();
      await page.waitForSelector("#answer .word");
      expect(await word(page)).toBe("请进");
      await page.waitForFunction(() => document.getElementById("line")?.dataset.waiting === "0");
      const { enteredAt } = await services.db
        .selectFrom("fairTicket")
        .select("enteredAt")
        .where("id", "=", ticket?.id ?? "")
        .executeTakeFirstOrThrow();
      expect(enteredAt).not.toBeNull();
    });
  });

  test("with network the server's verdict is shown by colour and word; a repeat names the first gate; altered and typed codes are read", async () => {
    const [first, second] = await codes(2);
    if (!first || !second) throw new Error("no codes");
    const context = await signedIn();
    await waitForServer(context);
    const page = await openGate(context);
    expect(await wedge(page, first.code)).toBe("请进");
    expect(await page.locator("#answer .answer").getAttribute("class")).toContain("go");
    await shoot(page, "scanner-go");
    expect(await wedge(page, first.code)).toBe("已入场过");
    expect(await page.locator("#answer").innerText()).toContain("1 号口");
    await shoot(page, "scanner-again");
    expect(await wedge(page, flipped(second.code))).toBe("码不对");
    await shoot(page, "scanner-stop");
    expect(await wedge(page, second.reference.toLowerCase())).toBe("请进");
    expect(await axeViolations(page)).toEqual([]);
    expect(await sideways(page)).toBeLessThanOrEqual(0);
    await page.setViewportSize(DESK);
    await shoot(page, "scanner-desk");
    await context.close();
  });

  test("without network the scanner keeps the server's verdicts: it rejects a copied ticket and readmits people who left", async () => {
    const [copied, comes] = await codes(2);
    if (!copied || !comes) throw new Error("no codes");
    const context = await signedIn();
    const page = await openGate(context);
    const cut = () => page.route("**/api/v1/**", (route) => route.abort());
    const back = async () => {
      await page.unroute("**/api/v1/**");
      await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("都已上传"));
    };
    const go = (way: "in" | "out") =>
      page.locator(`[name="direction"][value="${way}"]`).check({ force: true });
    expect(await wedge(page, copied.code)).toBe("请进");
    await cut();
    expect(await wedge(page, copied.code)).toBe("已入场过");
    expect(await wedge(page, comes.code)).toBe("请进");
    await back();
    await go("out");
    expect(await wedge(page, comes.code)).toBe("已出场");
    await cut();
    await go("in");
    expect(await wedge(page, comes.code)).toBe("请进");
    await back();
    await context.close();
  });

  test("without network the scanner distinguishes an altered code, a typed code and a wrong device clock", async () => {
    const [one, two] = await codes(2);
    if (!one || !two) throw new Error("no codes");
    const context = await signedIn();
    await context.addInitScript(() => {
      const real = Date.now.bind(Date);
      Date.now = () => real() + 86_400_000;
    });
    const page = await openGate(context);
    expect(await page.locator("#line").innerText()).toContain("1440 分钟");
    await page.route("**/api/v1/**", (route) => route.abort());
    expect(await wedge(page, one.code)).toBe("请进");
    expect(await wedge(page, one.code)).toBe("已入场过");
    expect(await wedge(page, flipped(two.code))).toBe("码不对");
    const other = two.code.replace(
      /\..{40}/,
      (body) => `.${body.slice(1, 40)}${body[40] === "a" ? "b" : "a"}`,
    );
    expect(await wedge(page, other)).toBe("码不对");
    expect(await wedge(page, two.reference)).toBe("先记下");
    expect(await wedge(page, "https://example.com/")).toBe("码不对");
    await page.unroute("**/api/v1/**");
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("都已上传"));
    const entered = await database.db
      .selectFrom("fairTicket")
      .select("enteredAt")
      .where("id", "in", [one.id, two.id])
      .execute();
    expect(entered.every((row) => row.enteredAt !== null)).toBe(true);
    await context.close();
  });

  test("a hanging network does not delay the scanner: the device decides, and the server gets the scan once", async () => {
    const [ticket] = await codes(1);
    const context = await signedIn();
    const page = await openGate(context);
    const held: (() => Promise<void>)[] = [];
    await page.route("**/scans", (route) => {
      held.push(() => route.continue().catch(() => undefined));
    });
    expect(await wedge(page, ticket?.code ?? "")).toBe("请进");
    expect(held.length).toBeGreaterThan(0);
    await page.unroute("**/scans");
    for (const go of held) await go();
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("都已上传"));
    const rows = await database.db
      .selectFrom("fairScan")
      .select(["outcome", "claimed"])
      .where("ticketId", "=", ticket?.id ?? "")
      .execute();
    expect(rows).toEqual([{ outcome: "admitted", claimed: "admitted" }]);
    await context.close();
  });

  test("an old browser without worker, database, camera, sound or Ed25519 keeps its scans after a reload", async () => {
    const tickets = await codes(3);
    const context = await signedIn();
    await context.addInitScript(() => {
      for (const name of ["indexedDB", "AudioContext", "AbortController", "BarcodeDetector"])
        Object.defineProperty(window, name, { value: undefined });
      Object.defineProperty(navigator, "serviceWorker", { value: undefined });
      Object.defineProperty(navigator, "mediaDevices", { value: undefined });
      const { importKey } = crypto.subtle;
      crypto.subtle.importKey = ((
        format: "raw",
        data: BufferSource,
        name: unknown,
        ...rest: [boolean, KeyUsage[]]
      ) =>
        name === "Ed25519"
          ? Promise.reject(new DOMException("unknown", "NotSupportedError"))
          : importKey.call(crypto.subtle, format, data, name as "HKDF", ...rest)) as typeof importKey;
    });
    const page = await context.newPage();
    await page.goto(address());
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("已联网"));
    await page.route("**/api/v1/**", (route) => route.abort());
    for (const { code } of tickets) expect(await wedge(page, code)).toBe("先记下");
    await page.reload();
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("待上传 3 条"));
    await page.unroute("**/api/v1/**");
    await page.waitForFunction(() => document.getElementById("line")?.textContent?.includes("都已上传"));
    const entered = await database.db
      .selectFrom("fairTicket")
      .select("enteredAt")
      .where(
        "id",
        "in",
        tickets.map(({ id }) => id),
      )
      .execute();
    expect(entered.filter((row) => row.enteredAt !== null)).toHaveLength(3);
    await context.close();
  });

  test("without JavaScript a typed number checks in; two presses make one scan", async () => {
    const [ticket] = await codes(1);
    const context = await signedIn({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address());
    await page.locator("#code").fill(ticket?.reference ?? "");
    await page.locator("#gate").fill("南门");
    const scan = await page.locator("input[name=scan]").inputValue();
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "签到" }).click()]);
    expect(await word(page)).toBe("请进");
    const again = await context.request.post(address(), {
      headers: { origin: app.origin },
      form: { venue: venueId(), scan, code: ticket?.reference ?? "", gate: "南门", direction: "in" },
    });
    expect(await again.text()).toContain("请进");
    const rows = await database.db
      .selectFrom("fairScan")
      .select("outcome")
      .where("ticketId", "=", ticket?.id ?? "")
      .execute();
    expect(rows).toEqual([{ outcome: "admitted" }]);
    await page.locator("#code").fill("");
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "签到" }).click()]);
    expect(await page.locator(".error").innerText()).toContain("扫码或输入编号");
    await shoot(page, "scanner-plain");
    await context.close();
  });

  test("the scanner is installable: it has its own manifest and a worker for its page alone", async () => {
    const context = await signedIn();
    const page = await openGate(context);
    const manifest = await page.evaluate(async () => {
      const link = document.head.querySelector<HTMLLinkElement>("link[rel=manifest]");
      return (await fetch(link?.href ?? "")).json();
    });
    expect(manifest).toMatchObject({ display: "standalone", scope: `/union/fairs/${fair.id}/scanner` });
    const scopes = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
    );
    expect(scopes).toEqual([address()]);
    await context.close();
  });
});
