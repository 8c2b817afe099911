import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { type DemoDatabase, demoDatabase } from "./demo.ts";
import { type RunningApp, startApp } from "./server.ts";

export type DemoSite = { demo: DemoDatabase; app: RunningApp; browser: Browser; close(): Promise<void> };

/** The demo world over HTTP, and a browser. */
export async function openDemoSite(): Promise<DemoSite> {
  const demo = await demoDatabase();
  const app = await startApp(demo.services);
  const browser = await openBrowser();
  return {
    demo,
    app,
    browser,
    async close() {
      await browser.close();
      await app.close();
      await demo.drop();
    },
  };
}
