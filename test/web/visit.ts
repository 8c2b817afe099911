import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { BrowserContext, Locator, Page } from "playwright-core";
import decodeQR from "qr/decode.js";
import { PHONE } from "../support/browser.ts";
import { signInByPhone } from "../support/client.ts";
import type { DemoSite } from "../support/demo-site.ts";
import { ROOT } from "../support/sources.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const OUTPUT = join(ROOT, "test-output", "screens");

/** Signs a phone number in and gives the browser its session cookie. */
export async function signInBrowser(
  context: BrowserContext,
  origin: string,
  phone: string,
  name = "session",
): Promise<void> {
  const token = await signInByPhone(origin, phone);
  await context.addCookies([{ name, value: token, url: origin, httpOnly: true, sameSite: "Lax" }]);
}

/** Opens a browser for a person in a type size from 0 to 3, at the size of a phone. */
export async function openContext(
  { browser, app }: DemoSite,
  phone: string | null,
  elder: number,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
  if (elder) await context.addCookies([{ name: "elder", value: String(elder), url: app.origin }]);
  if (phone) await signInBrowser(context, app.origin, phone);
  return context;
}

/** Saves a screenshot in the tests' output, for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(OUTPUT, { recursive: true });
  await page.screenshot({ path: join(OUTPUT, `${name}.png`), fullPage: true });
}

type AxeRun = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] };
declare const axe: { run(root: Document, options: object): Promise<AxeRun> };

/** Returns the faults that axe finds on the page, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }),
    TAGS,
  );
  return violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
  );
}

/** Returns `CSS1Compat` for a document with a doctype, or `BackCompat` (quirks mode) for one without. */
export const layoutMode = (page: Page): Promise<string> => page.evaluate(() => document.compatMode);

/** Returns the number of pixels by which the page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Returns the width of the narrowest visible value of a list of facts, in characters. */
export const narrowestValue = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("dl.facts-list dd")]
      .filter(({ clientWidth }) => clientWidth > 0)
      .map((value) => value.clientWidth / Number.parseFloat(getComputedStyle(value).fontSize))
      .reduce((narrowest, width) => Math.min(narrowest, width), 100),
  );

/** Returns the part of the window that the header and the bar at the bottom take, from 0 to 1. */
export const barsShare = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const heights = [".top", ".nav"].map(
      (bar) => document.querySelector(bar)?.getBoundingClientRect().height ?? 0,
    );
    return heights.reduce((sum, height) => sum + height, 0) / window.innerHeight;
  });

/** Returns the texts that the window or a box around them cuts off, unless a person can scroll to them. */
export const cutTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      range.selectNodeContents(node);
      const [at] = range.getClientRects().length > 0 ? [range.getBoundingClientRect()] : [];
      if (!text || !at || at.width === 0) continue;
      let wrong = at.right > window.innerWidth + 1 || at.left < -1;
      for (let box = node.parentElement; box; box = box.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(box);
        if (/auto|scroll/.test(overflowX + overflowY) && box !== document.body) {
          wrong = false;
          break;
        }
        const around = box.getBoundingClientRect();
        // A box of one pixel holds words for a screen reader only.
        if (around.width <= 2) {
          wrong = false;
          break;
        }
        if (/hidden|clip/.test(overflowX) && (at.right > around.right + 1 || at.left < around.left - 1))
          wrong = true;
      }
      if (wrong) cut.push(text.slice(0, 40));
    }
    return cut;
  });

/** Crashes the tab, as if its process were killed. */
export async function killTab(page: Page): Promise<void> {
  const crashed = page.waitForEvent("crash");
  const session = await page.context().newCDPSession(page);
  session.send("Page.crash").catch(() => undefined);
  await crashed;
  await page.close();
}

/** Decodes a QR code from the pixels of its screenshot, as a camera would. */
export async function decoded(page: Page, code: Locator): Promise<string> {
  const shot = (await code.screenshot()).toString("base64");
  const blank = await page.context().newPage();
  const { width, height, light } = await blank.evaluate(async (png) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const drawing = canvas.getContext("2d");
    if (!drawing) throw new Error("no canvas");
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    let text = "";
    for (let at = 1; at < data.length; at += 4) text += String.fromCharCode(data[at] ?? 0);
    return { width: image.width, height: image.height, light: btoa(text) };
  }, shot);
  await blank.close();
  const data = new Uint8Array(width * height * 4).fill(255);
  for (const [n, byte] of Buffer.from(light, "base64").entries()) data.fill(byte, n * 4, n * 4 + 3);
  return decodeQR({ width, height, data });
}
