import type { BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberPhone, officerPhone, seekerPhone } from "../../db/demo/people.ts";
import { createApp } from "../../src/app.ts";
import { printTicket } from "../../src/fairs/index.ts";
import { officer as officerOf } from "../factories/actors.ts";
import { busyClerk, DOORS_OPEN_H, fairWithBooths } from "../factories/booth-desk.ts";
import { openDoors } from "../factories/fairs.ts";
import { fairSheet } from "../imports/reading/support.ts";
import { chromiumMissing, PHONE, skipReason } from "../support/browser.ts";
import { apiClient, signInByPhone } from "../support/client.ts";
import { type DemoSite, openDemoSite } from "../support/demo-site.ts";
import { axeViolations, shoot, sideways, signInBrowser } from "./visit.ts";

let site: DemoSite;
let ids: Record<
  | "posting"
  | "closed"
  | "waiting"
  | "application"
  | "received"
  | "enterprise"
  | "sheet"
  | "fair"
  | "otherFair"
  | "ticket"
  | "printed"
  | "boothFair"
  | "hall",
  string
>;

/** Works for an enterprise with a booth, and goes to the fair too. */
const CLERK = "13912369999";

const one = async (query: Promise<{ id: string } | undefined>) => (await query)?.id ?? "";

beforeAll(async () => {
  if (chromiumMissing) return;
  site = await openDemoSite();
  const { demo, app } = site;
  const { db } = demo;
  const member = db
    .selectFrom("membership")
    .innerJoin("enterprise", "enterprise.id", "membership.enterpriseId")
    .where("enterprise.homeCity", "=", "211400");
  const enterprise = await one(member.select("enterprise.id").executeTakeFirst());
  const posting = await one(
    db
      .selectFrom("posting")
      .select("id")
      .where("enterpriseId", "=", enterprise)
      .where("status", "=", "published")
      .orderBy("id")
      .executeTakeFirst(),
  );
  const seeker = apiClient(app.origin, await signInByPhone(app.origin, seekerPhone("210900")));
  const applied = await seeker.postings[":id"].applications.$post({ param: { id: posting }, json: {} });
  const sheet = new FormData();
  sheet.set("city", "211400");
  sheet.set("file", new Blob([fairSheet()]), "岗位表.xlsx");
  const officer = await signInByPhone(app.origin, officerPhone("211400"));
  const uploaded = await fetch(`${app.origin}/api/v1/imports`, {
    method: "POST",
    body: sheet,
    headers: { authorization: `Bearer ${officer}` },
  });
  const union = await officerOf(demo.services, "211400");
  const [fair, other] = [await openDoors(demo.services, union), await openDoors(demo.services, union)];
  const place = { venueId: fair.venues[0]?.id ?? "" };
  const taken = await seeker.fairs[":id"].tickets.$post({ param: { id: fair.id }, json: place });
  const { ticket: printed } = await printTicket(union, { fairId: fair.id, ...place });
  const booths = await fairWithBooths(demo.services, union, 1, DOORS_OPEN_H);
  await busyClerk(demo.services, union, booths, CLERK);
  ids = {
    fair: fair.id,
    otherFair: other.id,
    ticket: ((await taken.json()) as { id: string }).id,
    printed: printed.id,
    boothFair: booths.fair.id,
    hall: booths.hall.venueId,
    enterprise,
    posting,
    waiting: await one(
      db
        .selectFrom("posting")
        .select("id")
        .where("enterpriseId", "=", enterprise)
        .where("status", "=", "submitted")
        .executeTakeFirst(),
    ),
    received: await one(
      db.selectFrom("application").select("id").where("enterpriseId", "=", enterprise).executeTakeFirst(),
    ),
    application: ((await applied.json()) as { id: string }).id,
    closed: await one(
      db.selectFrom("posting").select("id").where("status", "=", "closed").executeTakeFirst(),
    ),
    sheet: ((await uploaded.json()) as { id: string }).id,
  };
});

afterAll(() => site?.close());

type Visit = { who: string; phone: string | null; paths: () => string[] };

const VISITS: Visit[] = [
  {
    who: "visitor",
    phone: null,
    paths: () => [
      "/",
      "/postings",
      `/postings?q=${encodeURIComponent("电焊工")}&city=211400&benefits=dormitory`,
      `/postings?q=${encodeURIComponent("没有这种工作")}`,
      `/postings/${ids.posting}`,
      `/postings/${ids.posting}/apply`,
      `/postings/${ids.closed}`,
      "/postings/01935a7c-0000-7000-8000-000000000000",
      "/jobs/211400",
      "/jobs/211400/welder",
      "/cities",
      "/help",
      "/ranking",
      "/sign-in",
      "/mail/confirm?token=none",
      "/mail/unsubscribe?token=none",
      "/api/docs",
      "/dev/components",
      `/fairs/${ids.boothFair}/queue/${ids.hall}`,
    ],
  },
  {
    who: "clerk at a booth",
    phone: CLERK,
    paths: () => [
      `/enterprise/fairs/${ids.boothFair}/desk`,
      `/enterprise/fairs/${ids.boothFair}/interviews`,
      "/enterprise/follow-ups",
      `/me/fairs/${ids.boothFair}`,
      "/me/follow-ups",
    ],
  },
  {
    who: "seeker",
    phone: seekerPhone("210900"),
    paths: () => [
      "/me",
      "/me/card",
      "/me/searches",
      "/me/searches/new?q=%E7%94%B5%E7%84%8A&city=211400&payMin=4000",
      `/me/applications/${ids.application}`,
      `/me/applications/${ids.application}/sent`,
      `/postings/${ids.posting}/apply`,
      "/enterprise/register",
      `/enterprise/claim/${ids.enterprise}`,
      `/fairs/${ids.otherFair}/ticket`,
      `/fairs/${ids.fair}/arrive?c=LPV1`,
      `/me/tickets/${ids.ticket}`,
      `/me/tickets/${ids.ticket}/print`,
    ],
  },
  {
    who: "member",
    phone: memberPhone("211400"),
    paths: () => [
      "/enterprise/postings",
      "/enterprise/postings/new",
      `/enterprise/postings/${ids.posting}`,
      `/enterprise/postings/${ids.waiting}`,
      "/enterprise/applications",
      `/enterprise/applications/${ids.received}`,
      "/enterprise/profile",
      "/enterprise/fairs",
      `/enterprise/fairs/${ids.fair}`,
    ],
  },
  {
    who: "officer",
    phone: officerPhone("211400"),
    paths: () => [
      "/union",
      "/union/postings",
      `/union/postings/${ids.waiting}`,
      `/union/postings/${ids.posting}`,
      "/union/enterprises",
      `/union/enterprises/${ids.enterprise}`,
      "/union/imports",
      `/union/imports/${ids.sheet}`,
      `/union/imports/${ids.sheet}/rows`,
      "/union/fairs",
      "/union/fairs/new",
      "/union/fairs/recommendations",
      `/union/fairs/${ids.fair}`,
      `/union/fairs/${ids.fair}/edit`,
      `/union/fairs/${ids.fair}/proposal`,
      `/union/fairs/${ids.fair}/registrations`,
      `/union/fairs/${ids.fair}/report`,
      `/union/fairs/${ids.fair}/report/list?measure=enterprises`,
      `/union/fairs/${ids.fair}/tickets`,
      `/union/fairs/${ids.fair}/tickets/new`,
      `/union/fairs/${ids.fair}/scanner`,
      `/union/fairs/${ids.fair}/arrival-poster`,
      `/union/tickets/${ids.printed}`,
    ],
  },
];

/** A path as a file's name, the same in each run. */
const nameOf = (path: string) =>
  path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, "one")
    .replace(/[^a-z]+/gi, "-")
    .slice(1, 50) || "home";

async function contextFor(visit: Visit, elder: number): Promise<BrowserContext> {
  const context = await site.browser.newContext({ viewport: PHONE, locale: "zh-CN" });
  if (elder) await context.addCookies([{ name: "elder", value: String(elder), url: site.app.origin }]);
  if (visit.phone) await signInBrowser(context, site.app.origin, visit.phone);
  return context;
}

/** These show nothing of their own: they send on, or are read by programs. */
const NOT_LOOKED_AT = [
  "/a/:slug",
  "/api/openapi.json",
  "/cities/choose",
  "/elder",
  "/enterprise",
  "/union/fairs/:id/report/sheet.xlsx",
  "/f/:code",
  "/invited",
  "/manifest.webmanifest",
  "/f/:code/qr.png",
  "/f/:code/qr.svg",
  "/fairs/:id/board/events",
  "/me/tickets/:id/calendar.ics",
  "/me/tickets/:id/code.gif",
  "/enterprise/fairs/:id/desk.csv",
  "/enterprise/fairs/:id/desk.xlsx",
  "/postings.atom",
  "/robots.txt",
  "/sitemap.xml",
  "/sitemaps/:city",
  "/union/fairs/:id/scanner.webmanifest",
];

/** These need a fair that runs: fairs.test.ts looks at them the same way. */
const FAIR_FACES = [
  "/fairs",
  "/fairs/:id",
  "/fairs/:id/board",
  "/fairs/:id/postings",
  "/fairs/:id/stands/:registrationId",
  ...["article", "booth-cards", "channels", "ours", "participants", "poster", "poster/:venueId", "print"].map(
    (face) => `/union/fairs/:id/${face}`,
  ),
  "/union/fairs/:id/sign-in-sheets",
];

describe.skipIf(chromiumMissing)(`every page${skipReason}`, () => {
  test("is among those visited", () => {
    const visited = VISITS.flatMap((visit) => visit.paths()).map((path) => path.split("?")[0] ?? "");
    const missed = createApp({ servicesOf: () => site.demo.services })
      .pageEntries.filter(({ method }) => method === "GET")
      .map(({ path }) => path)
      .filter((path) => !visited.some((one) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`).test(one)));
    expect(missed.sort()).toEqual([...NOT_LOOKED_AT, ...FAIR_FACES].sort());
  });

  test.each(
    VISITS.flatMap((visit) =>
      [0, 2].map((elder) => ({ visit, elder, name: `${visit.who}, type size ${elder}` })),
    ),
  )(
    "$name: axe finds nothing, nothing is cut, no policy is broken, one h1",
    async ({ visit, elder }) => {
      if (visit.phone) await site.demo.travel("61 seconds");
      const context = await contextFor(visit, elder);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
      });
      for (const path of visit.paths()) {
        await page.setViewportSize(PHONE);
        const response = await page.goto(site.app.origin + path);
        expect([200, 404, 410], `${path} answers`).toContain(response?.status());
        await shoot(page, `${visit.who}-${elder}-${nameOf(path)}`);
        expect(await axeViolations(page), path).toEqual([]);
        expect(await page.locator("h1").count(), `${path} h1`).toBe(1);
        expect(await sideways(page), `${path} at 360`).toBeLessThanOrEqual(0);
        if (elder === 0) {
          await page.setViewportSize({ width: 320, height: 640 });
          expect(await sideways(page), `${path} at 320`).toBeLessThanOrEqual(0);
        }
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
    120_000,
  );
});
