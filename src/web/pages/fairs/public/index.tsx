import type { Context } from "hono";
import {
  type FairView,
  getFair,
  getStand,
  listExhibitors,
  listFairs,
  readPlan,
} from "../../../../fairs/index.ts";
import { missing } from "../../../../platform/core/errors.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { DivisionCode } from "../../../../platform/core/schema.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { loadCards } from "../../../../postings/index.ts";
import { fairEngine, searchPostings } from "../../../../search/index.ts";
import { cursorOf, idOf } from "../../../forms.ts";
import { fairEvent } from "../../../head/structured.ts";
import { namesFor } from "../../../names.ts";
import { originOf, page } from "../../../page.tsx";
import { asset } from "../../../static/index.ts";
import { FAIR, FAIRS } from "../../../text/fairs/public.ts";
import { formatSpan } from "../../../text/format.ts";
import { FairPage } from "./fair.tsx";
import { FairsPage } from "./list.tsx";
import { OffersPage, StandPage } from "./stand.tsx";

const policy = { who: "anyone", on: { record: "fair", param: "id", by: "readers" } } as const;
const COMING_MAX = 50;
const PAST = 10;
const OFFERS = 20;
const OFFERS_SHOWN = 5;
const WORDS_MAX = 200;
export const fairHead = () => <link rel="stylesheet" href={asset("fairs.css")} />;

/** What is offered at a fair, found by words. */
function offersOf(c: Context<Env>, fair: FairView, limit: number) {
  const ctx = c.get("ctx");
  const text = c.req.query("q")?.slice(0, WORDS_MAX).trim() || null;
  const cursor = cursorOf(c) ?? null;
  return searchPostings(ctx, fairEngine(ctx, fair.id), {
    text,
    filter: {},
    sort: text ? "relevance" : "newest",
    cursor,
    limit,
    facets: false,
  });
}

/** What a list of enterprises is narrowed to; what an address says wrongly says nothing. */
function chosenOf(c: Context<Env>) {
  const city = DivisionCode.safeParse(c.req.query("city")).data;
  const venue = c.req.query("venue");
  const sector = c.req.query("sector")?.slice(0, 60).replaceAll("\0", "");
  return {
    ...(city ? { city } : {}),
    ...(venue && UUID.test(venue) ? { venue } : {}),
    ...(sector ? { sector } : {}),
  };
}

async function onePage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: idOf(c) });
  const chosen = chosenOf(c);
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
    paged: cursor !== undefined,
    names,
    now: ctx.clock.now(),
  };
  const structured = fairEvent(fair, new URL(`/fairs/${fair.id}`, originOf(c)).href);
  const where = fair.venues.map((venue) => `${venue.cityName}${venue.name}`).join("、");
  const frame = {
    title: fair.title,
    description: FAIR.about(formatSpan(fair.opensAt, fair.closesAt), where),
    head: fairHead,
    ...(structured ? { structured } : {}),
  };
  return page(c, frame, (shell) => <FairPage shell={shell} data={data} />);
}

/** Fairs for everybody: what comes, one fair, its postings, an enterprise at its booth. */
export const fairPages = new Pages()
  .get("/fairs", { who: "anyone" }, async (c) => {
    const ctx = c.get("ctx");
    const cursor = cursorOf(c);
    const [coming, past] = await Promise.all([
      listFairs(ctx, { which: "coming", limit: COMING_MAX }),
      listFairs(ctx, { which: "past", cursor, limit: PAST }),
    ]);
    const data = { coming: coming.items, past: past.items, next: past.nextCursor, first: !cursor };
    return page(c, { title: FAIRS.title }, (shell) => <FairsPage shell={shell} data={data} />);
  })
  .get("/fairs/:id", policy, onePage)
  .get("/fairs/:id/postings", policy, async (c) => {
    const ctx = c.get("ctx");
    const fair = await getFair(ctx, { id: idOf(c) });
    const [answer, names] = await Promise.all([offersOf(c, fair, OFFERS), namesFor(ctx)]);
    const words = c.req.query("q")?.slice(0, WORDS_MAX).trim() ?? "";
    const data = { fair, answer, words, paged: cursorOf(c) !== undefined, names, now: ctx.clock.now() };
    return page(c, { title: `${FAIR.postings} · ${fair.title}` }, (shell) => (
      <OffersPage shell={shell} data={data} />
    ));
  })
  .get("/fairs/:id/stands/:registrationId", policy, async (c) => {
    const ctx = c.get("ctx");
    const registrationId = c.req.param("registrationId") ?? "";
    const fair = await getFair(ctx, { id: idOf(c) });
    if (!UUID.test(registrationId)) throw missing();
    const stand = await getStand(ctx, fair, registrationId);
    const ids = stand.postings.map(({ id }) => id);
    const [postings, names] = await Promise.all([loadCards(ctx, ids), namesFor(ctx)]);
    const data = { fair, stand, postings, names };
    return page(c, { title: `${stand.name} · ${fair.title}` }, (shell) => (
      <StandPage shell={shell} data={data} />
    ));
  });
