import type { Context } from "hono";
import {
  type FairView,
  getFair,
  getMyFair,
  getStand,
  listExhibitors,
  listTradesAtFair,
  readBoothTurn,
} from "../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { loadCards } from "../../../../postings/index.ts";
import { fairEngine, searchPostings } from "../../../../search/index.ts";
import { namesFor } from "../../../code-names.ts";
import { DonePage } from "../../../components/done.tsx";
import { cursorOf, pathId, readForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_READER, FAIR_VISITOR } from "../../../policies.ts";
import { FAIR_DAY, STAND_TURN } from "../../../text/fairs/exhibitors.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { fairHead } from "../fair/public/routes.tsx";
import { EnterprisesPage } from "./enterprises-page.tsx";
import { ExhibitorPage, standPath } from "./exhibitor-page.tsx";
import { FairPostingsPage } from "./postings-page.tsx";
import { actAtStand } from "./stand-acts.ts";
import { exhibitorQueryOf, fairPath } from "./visit.ts";

const PAGE = 20;
const WORDS_MAX = 200;
/** Number of enterprises on a page of the list. */
const LINES = 30;

/** Searches the postings that exhibitors offer at the fair. */
function searchFairPostings(c: Context<Env>, fair: FairView) {
  const ctx = c.get("ctx");
  const text = c.req.query("q")?.slice(0, WORDS_MAX).trim() || null;
  const cursor = cursorOf(c) ?? null;
  return searchPostings(ctx, fairEngine(ctx, fair.id), {
    text,
    filter: {},
    sort: text ? "relevance" : "newest",
    cursor,
    limit: PAGE,
    facets: false,
  });
}

async function enterprisesPage(c: Context<Env>) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const { gone, ...query } = exhibitorQueryOf(c, fair, await listTradesAtFair(ctx, fair));
  const { venue, city, sector, name, trades, cursor } = query;
  const [found, names] = await Promise.all([
    listExhibitors(ctx, fair, {
      venueId: venue ?? undefined,
      city: city ?? undefined,
      sector: sector ?? undefined,
      name: name || undefined,
      trades: trades.length > 0 ? trades : undefined,
      cursor: cursor ?? undefined,
      limit: LINES,
    }),
    namesFor(ctx),
  ]);
  const data = { fair, page: found, query, gone, names };
  return page(c, { title: `${FAIR_DAY.list} · ${fair.title}`, head: fairHead }, (shell) => (
    <EnterprisesPage shell={shell} data={data} />
  ));
}

/** Reads the exhibitor that the path names, with its queue. */
async function standOf(c: Context<Env>) {
  const ctx = c.get("ctx");
  const registrationId = pathId(c, "registrationId");
  const fair = await getFair(ctx, { id: pathId(c) });
  const stand = await getStand(ctx, fair, registrationId);
  return { fair, stand, turn: await readBoothTurn(ctx, fair, registrationId) };
}

/** The exhibitors of a fair and their postings, open to everybody; acts at a booth need an account. */
export const exhibitorPages = new Pages()
  .get("/fairs/:id/postings", FAIR_READER, async (c) => {
    const ctx = c.get("ctx");
    const fair = await getFair(ctx, { id: pathId(c) });
    const [answer, names] = await Promise.all([searchFairPostings(c, fair), namesFor(ctx)]);
    const words = c.req.query("q")?.slice(0, WORDS_MAX).trim() ?? "";
    const data = { fair, answer, words, names, now: ctx.clock.now() };
    return page(c, { title: `${PUBLIC_FAIR.postings} · ${fair.title}` }, (shell) => (
      <FairPostingsPage shell={shell} data={data} />
    ));
  })
  .get("/fairs/:id/enterprises", FAIR_READER, enterprisesPage)
  .get("/fairs/:id/stands/:registrationId", FAIR_READER, async (c) => {
    const ctx = c.get("ctx");
    const { fair, stand, turn } = await standOf(c);
    const ids = stand.postings.map(({ id }) => id);
    const [postings, names, mine] = await Promise.all([
      loadCards(ctx, ids),
      namesFor(ctx),
      ctx.actor.kind === "account" ? getMyFair(ctx, fair.id) : null,
    ]);
    const data = { fair, stand, turn, mine, postings, names };
    return page(c, { title: `${stand.name} · ${fair.title}` }, (shell) => (
      <ExhibitorPage shell={shell} data={data} />
    ));
  })
  .post("/fairs/:id/stands/:registrationId", FAIR_VISITOR, async (c) => {
    const data = await standOf(c);
    const { again, ...said } = await actAtStand(c.get("ctx"), data, await readForm(c));
    const { fair, stand } = data;
    const booth = { href: standPath(fair.id, stand.registrationId), text: stand.name };
    const plan = {
      href: fairPath(fair.id, { venue: stand.venueId }, "enterprises"),
      text: STAND_TURN.toPlan,
    };
    return page(c, { title: said.title }, () => (
      <DonePage {...said} back={plan} also={again ? { ...booth, text: STAND_TURN.again } : booth} />
    ));
  });
