import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { type DemoDatabase, demoDatabase } from "./demo.ts";
import { type RunningApp, startApp } from "./server.ts";

export type DemoSite = { demo: DemoDatabase; app: RunningApp; browser: Browser; close(): Promise<void> };

/** Serves the demo data over HTTP and starts a browser. */
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
