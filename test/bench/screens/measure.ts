import type { Browser, Page } from "playwright-core";
import { PHONE } from "../../support/browser.ts";

/** Figures of one opening of a page, in milliseconds at the slowed speed of the processor. */
export type Seen = { lcpMs: number; inpMs: number; tasksMs: number[] };

/** Chromium tells events of this length and longer; a shorter one counts as this. */
const SHORTEST_EVENT_MS = 16;
const FOLDS_MAX = 3;

type Counted = { lcp: number; events: number[]; tasks: number[] };

/**
 * Runs in the page before its own scripts. A text, because the loader of TypeScript changes functions so that
 * they do not run in a page.
 */
const OBSERVE = `(() => {
  const counted = (window.counted = { lcp: 0, events: [], tasks: [] });
  const each = (options, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ buffered: true, ...options });
  each({ type: "largest-contentful-paint" }, ({ startTime }) => { counted.lcp = startTime; });
  each({ type: "longtask" }, ({ duration }) => counted.tasks.push(duration));
  each({ type: "event", durationThreshold: ${SHORTEST_EVENT_MS} }, ({ interactionId, duration }) => {
    if (interactionId > 0) counted.events.push(duration);
  });
})()`;
/** Waits until the page has painted twice and the observers have been told. */
const SETTLED = `new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 200))))`;

const counted = (page: Page) => page.evaluate<Counted>("window.counted");

/** Taps and types as a person does: the heading, a field, the folds, and the keys of lists. */
async function touch(page: Page): Promise<void> {
  await page.locator("h1").first().click();
  const fields = page.locator("main :is(input[type=search], input[type=text], input:not([type]))");
  const field = fields.filter({ visible: true }).first();
  if ((await field.count()) > 0) {
    await field.click();
    await page.keyboard.type("weld");
  }
  const folds = page.locator("main summary").filter({ visible: true });
  const count = Math.min(FOLDS_MAX, await folds.count());
  for (let at = 0; at < count; at += 1) await folds.nth(at).click();
  await page.locator("h1").first().click();
  for (const key of ["j", "k", "Tab"]) await page.keyboard.press(key);
}

export type Slow = { browser: Browser; rate: number };

/** Opens a page on a phone with a slow processor and an empty cache, and uses it. */
export async function open(
  slow: Slow,
  url: string,
  cookies: { name: string; value: string }[],
): Promise<Seen> {
  const context = await slow.browser.newContext({ viewport: PHONE, locale: "zh-CN" });
  try {
    const { origin } = new URL(url);
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: origin })));
    await context.addInitScript({ content: OBSERVE });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slow.rate });
    const answer = await page.goto(url, { waitUntil: "load" });
    if (answer?.status() !== 200) throw new Error(`${url} answers ${answer?.status()}`);
    await page.evaluate(SETTLED);
    const { lcp } = await counted(page);
    if (lcp === 0) throw new Error(`${url} told of no paint`);
    await touch(page);
    await page.evaluate(SETTLED);
    const { events, tasks } = await counted(page);
    return { lcpMs: lcp, inpMs: Math.max(SHORTEST_EVENT_MS, ...events), tasksMs: tasks };
  } finally {
    await context.close();
  }
}
