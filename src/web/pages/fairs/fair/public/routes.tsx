import type { Context } from "hono";
import { getFair, listFairs } from "../../../../../fairs/index.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { namesFor } from "../../../../code-names.ts";
import { cursorOf, pathId } from "../../../../forms.ts";
import { fairEvent } from "../../../../head/structured-data.ts";
import { originOf, page } from "../../../../page.tsx";
import { ANYONE, FAIR_READER } from "../../../../policies.ts";
import { asset } from "../../../../static/index.ts";
import { PUBLIC_FAIR, PUBLIC_FAIRS } from "../../../../text/fairs/fair-public.ts";
import { formatSpan } from "../../../../text/format.ts";
import { listPath } from "../../exhibitors/visit.ts";
import { PublicFairPage } from "./fair-page.tsx";
import { readVisit } from "./fair-visit.ts";
import { PublicFairsPage } from "./fairs-page.tsx";

const COMING_MAX = 50;
const PAST = 10;
export const fairHead = () => <link rel="stylesheet" href={asset("fairs.css")} />;

/** Parameters of the list of enterprises, which stood on the page of the fair. */
const OF_THE_LIST = ["city", "sector", "cursor"];

async function fairPage(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const [fair, names] = await Promise.all([getFair(ctx, { id: pathId(c) }), namesFor(ctx)]);
  const { searchParams, search } = new URL(c.req.url);
  if (OF_THE_LIST.some((name) => searchParams.has(name))) return c.redirect(listPath(fair.id) + search, 302);
  const data = await readVisit(c, { fair, names });
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
