import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAssets } from "../../src/web/static/folder.ts";
import { type Assets, staticFiles } from "../../src/web/static/index.ts";
import { chromiumMissing, openBrowser, skipReason } from "../support/browser.ts";
import { listen } from "../support/listen.ts";
import { ROOT } from "../support/sources.ts";
import { cutNetwork, restoreNetwork } from "./network.ts";

const FOLDER = join(ROOT, "src/web/assets/static");
const SCANNER = "/union/fairs/1/scanner";
/** New and old names of files, as in the release that gave the scripts plain names. */
const RENAMED = [
  ["scanner/storage.js", "scanner/keep.js"],
  ["workers/offline-page.js", "workers/page-keeper.js"],
] as const;

type Release = { assets: Assets; modules: { storage: string; worker: string } };

/** A release whose files have the old names. */
function earlierRelease(folder: string): Release {
  cpSync(FOLDER, folder, { recursive: true });
  for (const [now, before] of RENAMED) renameSync(join(folder, now), join(folder, before));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".js") || name.endsWith("qr-decode.js")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(
      join(folder, name),
      RENAMED.reduce((changed, [now, before]) => changed.replaceAll(now, before), text),
    );
  }
  return {
    assets: openAssets(folder),
    modules: { storage: "scanner/keep.js", worker: "workers/page-keeper.js" },
  };
}

const current = (): Release => ({
  assets: openAssets(FOLDER),
  modules: { storage: "scanner/storage.js", worker: "workers/offline-page.js" },
});

/** A gate's page with the release's modules; its title names the release once they are loaded. */
const gatePage = ({ assets: { version }, modules }: Release) => `<!doctype html><title>loading</title>
<script type="module" src="/static/${version}/app.js"></script>
<body><script type="module">
import { cacheForOffline } from "/static/${version}/workers/register-worker.js";
import { openStorage } from "/static/${version}/${modules.storage}";
await openStorage();
document.title = "${version}";
document.body.dataset.kept = await cacheForOffline(location.href, [location.href]);
</script>`;

describe.skipIf(chromiumMissing)(`a gate's device during an upgrade${skipReason}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "lianpin-release-"));
  const [before, after] = [earlierRelease(folder), current()];
  let release = before;
  let pages: "served" | "failing" = "served";
  const app = new Hono()
    // The browser's own cache must not stand in for the worker's.
    .use(async (c, next) => {
      await next();
      c.header("cache-control", "no-store");
    })
    .get("/static/*", (c, next) => staticFiles(release.assets)(c, next))
    .get(SCANNER, (c) =>
      pages === "failing" && c.req.header("sec-fetch-mode") === "navigate"
        ? c.text("", 503)
        : c.html(gatePage(release)),
    );
  let server: Awaited<ReturnType<typeof listen>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    server = await listen(app);
    browser = await openBrowser();
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const titled = ({ assets }: Release) =>
    page.waitForFunction((version) => document.title === version, assets.version);
  const kept = async () => {
    await page.waitForFunction(() => document.body.dataset.kept !== undefined);
    return page.evaluate(() => document.body.dataset.kept);
  };
  const opensOffline = async (shown: Release) => {
    await cutNetwork(context);
    await page.reload();
    await titled(shown);
    await restoreNetwork(context);
  };

  test("the page of the release before opens offline until the page of the new release is kept", async () => {
    await page.goto(server.origin + SCANNER);
    await titled(before);
    expect(await kept()).toBe("true");
    await opensOffline(before);

    release = after;
    pages = "failing";
    await page.reload();
    await titled(before);
    await kept();
    const checked = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.update().then(
        () => "updated",
        () => "missing",
      );
    });
    expect(checked).toBe("missing");
    await opensOffline(before);

    await page.evaluate(async (address) => {
      const registration = await navigator.serviceWorker.register(address, { scope: location.pathname });
      const worker = registration.installing ?? registration.waiting;
      await new Promise<void>((resolve) => {
        worker?.addEventListener("statechange", () => worker.state === "activated" && resolve());
      });
    }, `/static/${after.modules.worker}?v=${after.assets.version}`);
    await opensOffline(before);

    pages = "served";
    await page.goto(server.origin + SCANNER);
    await titled(after);
    expect(await kept()).toBe("true");
    expect(await page.evaluate(() => caches.keys())).toEqual([`${SCANNER} ${after.assets.version}`]);
    await opensOffline(after);
  });
});
