import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp } from "../../src/app.ts";
import { chromiumMissing, NARROW, PHONE, skipReason } from "../support/browser.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import {
  axeViolations,
  barsShare,
  cutTexts,
  layoutMode,
  narrowestValue,
  openContext,
  sideways,
} from "./visit.ts";
import { type Ids, prepare } from "./visited-records.ts";
import { VISITS } from "./visits.ts";

let site: DemoSite;
let ids: Ids;

beforeAll(async () => {
  if (chromiumMissing) return;
  site = await openDemoSite();
  ids = await prepare(site.demo, site.app.origin);
});

afterAll(() => site?.close());

/** Files of lists. test/web/links/lists.test.ts opens each of them. */
const LIST_FILE = /(?<!\/sheet)\.(csv|xlsx)$/;

/** Other pages that these tests do not visit: they redirect, or programs read them. */
const NOT_LOOKED_AT = [
  "/a/:slug",
  "/api/openapi.json",
  "/cities/choose",
  "/elder",
  "/union/fairs/:id/report/sheet.xlsx",
  "/union/livestreams/:id/report/sheet.xlsx",
  "/f/:code",
  "/h/:number",
  "/h/:number/:booth",
  // Opened by its id: test/web/fairs/fair/officer.test.ts makes a sheet.
  "/union/fairs/:id/tickets/sheets/:sheetId",
  "/invited",
  "/manifest.webmanifest",
  "/f/:code/qr.png",
  "/f/:code/qr.svg",
  "/fairs/:id/board/events",
  "/livestreams/:id/captions",
  "/livestreams/:id/standby",
  "/livestreams/:id/live",
  "/livestreams/:id/replay/:recordingId/film",
  "/livestreams/:id/replay/:recordingId/chapters",
  "/postings/:id/clips/:clipId",
  "/union/livestreams/:id/recordings/:recordingId/file",
  "/union/livestream-room/live",
  // Opened by its key: test/web/livestreams/room.test.ts checks it in the same way.
  "/presenter/:key",
  "/livestreams/:id/poster",
  "/me/tickets/:id/calendar.ics",
  "/me/tickets/:id/code.gif",
  "/me/applications/:id/calendar.ics",
  "/postings.atom",
  "/robots.txt",
  "/sitemap.xml",
  "/sitemaps/:city",
  "/union/fairs/:id/scanner.webmanifest",
  "/union/federation/:city/evidence",
  "/union/federation/agreements/:slug/exits/:left/:party",
];

/** Pages that need a running fair. test/web/fairs/fair/public.test.ts checks them in the same way. */
const FAIR_FACES = [
  "/fairs",
  "/fairs/:id",
  "/fairs/:id/board",
  "/fairs/:id/postings",
  ...["article", "booth-cards", "channels", "ours", "participants", "poster", "poster/:venueId", "print"].map(
    (face) => `/union/fairs/:id/${face}`,
  ),
  "/union/fairs/:id/sign-in-sheets",
];

describe.skipIf(chromiumMissing)(`every page${skipReason}`, () => {
  test("every page route is visited", () => {
    const visited = VISITS.flatMap((visit) => visit.paths(ids)).map((path) => path.split("?")[0] ?? "");
    const missed = createApp({ servicesOf: () => site.demo.services })
      .pageEntries.filter(({ method }) => method === "GET")
      .map(({ path }) => path)
      .filter((path) => !LIST_FILE.test(path))
      .filter((path) => !visited.some((one) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`).test(one)));
    expect(missed.sort()).toEqual([...NOT_LOOKED_AT, ...FAIR_FACES].sort());
  });

  test.each(
    VISITS.flatMap((visit) =>
      [0, 3].map((elder) => ({ visit, elder, name: `${visit.who}, type size ${elder}` })),
    ),
  )(
    "$name: pages pass axe, clip nothing, break no content policy and have one h1",
    async ({ visit, elder }) => {
      if (visit.phone) await site.demo.travel("61 seconds");
      const context = await openContext(site, visit.phone, elder);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
      });
      for (const path of visit.paths(ids)) {
        await page.setViewportSize(PHONE);
        const response = await page.goto(site.app.origin + path);
        expect([200, 404, 410], `${path} answers`).toContain(response?.status());
        expect(await layoutMode(page), `${path} is laid out by the standards`).toBe("CSS1Compat");
        // Large type and wide windows take a minute more: test/interop/pages.test.ts audits them.
        if (elder === 0) expect(await axeViolations(page), path).toEqual([]);
        expect(await page.locator("h1").count(), `${path} h1`).toBe(1);
        expect(await sideways(page), `${path} at 360`).toBeLessThanOrEqual(0);
        expect(await narrowestValue(page), `${path} at 360`).toBeGreaterThan(5);
        await page.setViewportSize(NARROW);
        expect(await sideways(page), `${path} at 320`).toBeLessThanOrEqual(0);
        expect(await cutTexts(page), `${path} at 320`).toEqual([]);
        expect(await barsShare(page), `bars of ${path} at 320`).toBeLessThanOrEqual(1 / 3);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
