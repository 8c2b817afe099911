import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import {
  announceFair,
  type FairView,
  getFair,
  getHall,
  listFairs,
  listInvitations,
  listRegistrations,
  publishFair,
  readClashes,
} from "../../../../../fairs/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { fieldRev, pathId, readForm } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER, OFFICER } from "../../../../policies.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { dayFigures, fairRightsOf } from "./dashboard.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import { UnionFairsPage } from "./fairs-page.tsx";

const audience = "union" as const;
const MANY = 50;

const hallsOf = (c: Context<Env>, fair: FairView) =>
  Promise.all(
    fair.venues.map(async ({ id, name, cityName }) => ({
      id,
      name: `${cityName} ${name}`,
      booths: await getHall(c.get("ctx"), { fair, venueId: id }),
    })),
  );

const done = (c: Context<Env>, id: string, title: string, next?: string) =>
  page(c, { title, audience }, () => (
    <DonePage
      title={title}
      {...(next ? { next } : {})}
      back={{ href: `/union/fairs/${id}`, text: UNION_FAIRS.back }}
    />
  ));

/** Shows the dashboard. `refused` is the error of a step that failed. */
async function dashboardPage(c: Context<Env>, refused?: AppError) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const part = fairRightsOf(ctx, fair);
  const [halls, invitations, day, clashes] = await Promise.all([
    hallsOf(c, fair),
    part.invites ? listInvitations(ctx, fair.id) : [],
    dayFigures(ctx, fair),
    fair.management ? readClashes(ctx, { fairId: fair.id }) : null,
  ]);
  const failed = refused !== undefined;
  const data = { fair, halls, invitations, part, day, clashes, origin: originOf(c), refused: failed };
  return page(c, { title: fair.title, audience, status: refused ? statusOf(refused) : 200 }, (shell) => (
    <DashboardPage shell={shell} data={data} />
  ));
}

/** Runs a step of the fair. If that fails with FAIR_INCOMPLETE, the dashboard shows what is missing. */
async function takeStep(
  c: Context<Env>,
  act: () => Promise<FairView>,
  said: { title: string; next: string },
) {
  try {
    await act();
  } catch (error) {
    if (error instanceof AppError && error.code === "FAIR_INCOMPLETE") return dashboardPage(c, error);
    throw error;
  }
  return done(c, pathId(c), said.title, said.next);
}

/** Fairs of a union: list, dashboard, steps. New fairs and changes stand in `changes`. */
export const unionFairPages = new Pages()
  .get("/union/fairs", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const [hosted, coming, past, waiting] = await Promise.all([
      listFairs(ctx, { which: "hosted", limit: MANY }),
      listFairs(ctx, { which: "coming", limit: MANY }),
      listFairs(ctx, { which: "past", limit: MANY }),
      listRegistrations(ctx, { as: "home", status: "submitted", limit: MANY }),
    ]);
    const own = new Set(hosted.items.map((fair) => fair.id));
    const others = coming.items.filter((fair) => !own.has(fair.id));
    const over = past.items.filter((fair) => !own.has(fair.id));
    const more = waiting.nextCursor !== null;
    const data = { hosted: hosted.items, others, over, waiting: waiting.items.length, more };
    return page(c, { title: UNION_FAIRS.title, audience }, () => <UnionFairsPage data={data} />);
  })
  .get("/union/fairs/:id", FAIR_OFFICER, (c) => dashboardPage(c))
  .post("/union/fairs/:id/announce", FAIR_HOST, async (c) => {
    const step = { id: pathId(c), action: "announce" as const, ...fieldRev(await readForm(c)) };
    const said = { title: UNION_FAIRS.announced, next: UNION_FAIRS.announceNext };
    return takeStep(c, () => announceFair(c.get("ctx"), step), said);
  })
  .post("/union/fairs/:id/publish", FAIR_HOST, async (c) => {
    const step = { id: pathId(c), action: "publish" as const, ...fieldRev(await readForm(c)) };
    const said = { title: UNION_FAIRS.published, next: UNION_FAIRS.publishNext };
    return takeStep(c, () => publishFair(c.get("ctx"), step), said);
  });
