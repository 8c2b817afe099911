import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { PATIENCE } from "./patience.ts";

const EXECUTABLE = "/usr/bin/chromium";

/**
 * True if Debian's Chromium is missing: browser tests are then skipped with a reason. In CI it is false, so
 * that they fail.
 */
export const chromiumMissing = !existsSync(EXECUTABLE) && !process.env.CI;
export const skipReason = chromiumMissing ? " (skipped: no /usr/bin/chromium)" : "";

/**
 * Starts Chromium. `more` are further command-line switches, such as a fake camera. Pages wait almost as long
 * as a test may run.
 */
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
/** The narrowest screen that pages are made for. */
export const NARROW = { width: 320, height: 640 };
export const DESK = { width: 1280, height: 800 };
