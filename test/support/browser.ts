import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { PATIENCE } from "./patience.ts";

const EXECUTABLE = "/usr/bin/chromium";

/** Chromium is Debian's. Browser tests are skipped with a reason if it is missing; in CI they fail. */
export const chromiumMissing = !existsSync(EXECUTABLE) && !process.env.CI;
export const skipReason = chromiumMissing ? " (skipped: no /usr/bin/chromium)" : "";

/** `more` are switches of the browser, such as a fake camera. Pages wait as long as a test may. */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
    timeout: PATIENCE.timeout,
  });
  browser.on("context", (context) => context.setDefaultTimeout(PATIENCE.timeout));
  return browser;
}

export const PHONE = { width: 360, height: 640 };
export const DESK = { width: 1280, height: 800 };
