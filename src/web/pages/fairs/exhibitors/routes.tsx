import type { Context } from "hono";
import { type FairView, getFair, getStand } from "../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { loadCards } from "../../../../postings/index.ts";
import { fairEngine, searchPostings } from "../../../../search/index.ts";
import { namesFor } from "../../../code-names.ts";
import { cursorOf, pathId } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { FAIR_READER } from "../../../policies.ts";
import { PUBLIC_FAIR } from "../../../text/fairs/fair-public.ts";
import { ExhibitorPage } from "./exhibitor-page.tsx";
import { FairPostingsPage } from "./postings-page.tsx";

const PAGE = 20;
const WORDS_MAX = 200;

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

/** The exhibitors of a fair and their postings, open to everybody. */
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
  .get("/fairs/:id/stands/:registrationId", FAIR_READER, async (c) => {
    const ctx = c.get("ctx");
    const registrationId = pathId(c, "registrationId");
    const fair = await getFair(ctx, { id: pathId(c) });
    const stand = await getStand(ctx, fair, registrationId);
    const ids = stand.postings.map(({ id }) => id);
    const [postings, names] = await Promise.all([loadCards(ctx, ids), namesFor(ctx)]);
    const data = { fair, stand, postings, names };
    return page(c, { title: `${stand.name} · ${fair.title}` }, (shell) => (
      <ExhibitorPage shell={shell} data={data} />
    ));
  });
