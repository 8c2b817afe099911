import type { Context } from "hono";
import { getFair, listExhibitors, listFairs, readPlan, servesTickets } from "../../../../../fairs/index.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import { DivisionCode } from "../../../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { fairEngine, searchPostings } from "../../../../../search/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { cursorOf, pathId } from "../../../../forms.ts";
import { fairEvent } from "../../../../head/structured-data.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, FAIR_READER } from "../../../../policies.ts";
import { asset } from "../../../../static/index.ts";
import { PUBLIC_FAIR, PUBLIC_FAIRS } from "../../../../text/fairs/fair-public.ts";
import { formatSpan } from "../../../../text/format.ts";
import { PublicFairPage } from "./fair-page.tsx";
import { PublicFairsPage } from "./fairs-page.tsx";

const COMING_MAX = 50;
const PAST = 10;
const OFFERS_SHOWN = 5;
export const fairHead = () => <link rel="stylesheet" href={asset("fairs.css")} />;

/** Reads the filters of the exhibitor list from the query; invalid values are ignored. */
function filtersOf(c: Context<Env>) {
  const city = DivisionCode.safeParse(c.req.query("city")).data;
  const venue = c.req.query("venue");
  const sector = c.req.query("sector")?.slice(0, 60).replaceAll("\0", "");
  return {
    ...(city ? { city } : {}),
    ...(venue && UUID.test(venue) ? { venue } : {}),
    ...(sector ? { sector } : {}),
  };
}

async function fairPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const chosen = filtersOf(c);
  const cursor = cursorOf(c);
  const question = { city: chosen.city, sector: chosen.sector, venueId: chosen.venue, cursor };
  const [found, plan, names] = await Promise.all([
    listExhibitors(ctx, fair, question),
    readPlan(ctx, fair),
    namesFor(ctx),
  ]);
  const engine = fairEngine(ctx, fair.id);
  const newest = { text: null, filter: {}, sort: "newest", cursor: null, facets: false } as const;
  const offers = await searchPostings(ctx, engine, { ...newest, limit: OFFERS_SHOWN });
  const data = {
    fair,
    page: found,
    plan,
    postings: offers.items,
    chosen,
    servesTickets: !fair.hostedHere && (await servesTickets(ctx.db, fair.hostCity)),
    paged: cursor !== undefined,
    names,
    now: ctx.clock.now(),
  };
  const structured = fairEvent(fair, names, new URL(`/fairs/${fair.id}`, originOf(c)).href);
  const where = fair.venues.map((venue) => `${venue.cityName}${venue.name}`).join("、");
  const frame = {
    title: fair.title,
    description: PUBLIC_FAIR.about(formatSpan(fair.opensAt, fair.closesAt), where),
    head: fairHead,
    ...(structured ? { structured } : {}),
  };
  return page(c, frame, (shell) => <PublicFairPage shell={shell} data={data} />);
}

/** Public pages of fairs: the list and one fair. */
export const publicFairPages = new Pages()
  .get("/fairs", ANYONE, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [coming, past] = await Promise.all([
      listFairs(ctx, { which: "coming", limit: COMING_MAX }),
      listFairs(ctx, { which: "past", cursor, limit: PAST }),
    ]);
    const data = { coming: coming.items, past: past.items, next: past.nextCursor, first: !cursor };
    return page(c, { title: PUBLIC_FAIRS.title }, (shell) => <PublicFairsPage shell={shell} data={data} />);
  })
  .get("/fairs/:id", FAIR_READER, fairPage);
