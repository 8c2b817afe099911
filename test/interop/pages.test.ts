import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumMissing, DESK, NARROW, PHONE, skipReason } from "../support/browser.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { axeViolations, openContext, shoot, sideways } from "../web/visit.ts";
import { type Ids, prepare } from "../web/visited-records.ts";
import { VISITS } from "../web/visits.ts";

let site: DemoSite;
let ids: Ids;

beforeAll(async () => {
  if (chromiumMissing) return;
  site = await openDemoSite();
  ids = await prepare(site.demo, site.app.origin);
});

afterAll(() => site?.close());

/** Returns a file name for a path, the same in each run. */
const nameOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "one")
    .replace(/[^a-z]+/gi, "-")
    .slice(1, 50) || "home";

/** The windows and type sizes that test/web/pages.test.ts does not audit with axe. */
const WINDOWS = [
  { name: "phone", size: PHONE, elder: 0, audited: false },
  { name: "desk", size: DESK, elder: 0, audited: true },
  { name: "large-type", size: NARROW, elder: 3, audited: true },
];

describe.skipIf(chromiumMissing)(`every page in other windows${skipReason}`, () => {
  test.each(
    VISITS.flatMap((visit) => WINDOWS.map((window) => ({ visit, window, who: visit.who, at: window.name }))),
  )(
    "$who, $at: pages pass axe and are kept as pictures in test-output/screens",
    async ({ visit, window }) => {
      if (visit.phone) await site.demo.travel("61 seconds");
      const context = await openContext(site, visit.phone, window.elder);
      const page = await context.newPage();
      await page.setViewportSize(window.size);
      for (const path of visit.paths(ids)) {
        await page.goto(site.app.origin + path);
        await shoot(page, `${visit.who}-${window.name}-${nameOf(path)}`);
        if (window.audited) expect(await axeViolations(page), path).toEqual([]);
        expect(await sideways(page), path).toBeLessThanOrEqual(0);
      }
      await context.close();
    },
  );
});
