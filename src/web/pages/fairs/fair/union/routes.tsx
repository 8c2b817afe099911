import type { Context } from "hono";
import { z } from "zod";
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
import type { RequestContext } from "../../../../../platform/context.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { isCityOfficer } from "../../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { cursorOf, fieldRev, pathId, readForm } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER, OFFICER } from "../../../../policies.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { historyOf } from "../../../union/history/load.ts";
import { dayFigures, type FairRights, fairRightsOf } from "./dashboard.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import { FairListPage } from "./fair-list-page.tsx";
import { FAIR_LISTS, type FairListName } from "./fair-list-section.tsx";
import { UnionFairsPage } from "./fairs-page.tsx";

const audience = "union" as const;
const MANY = 50;
/** Number of fairs of each list on the first page, and on each page of one list. */
const SHOWN = 10;
const PAGE = 20;

/** Returns the plans of the halls, the caller's own first. */
const hallsOf = (c: Context<Env>, fair: FairView, { halls }: FairRights) =>
  Promise.all(
    fair.venues
      .toSorted((a, b) => Number(halls.includes(b.id)) - Number(halls.includes(a.id)))
      .map(async ({ id, name, cityName }) => ({
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
  const [halls, invitations, day, clashes, history] = await Promise.all([
    hallsOf(c, fair, part),
    part.invites ? listInvitations(ctx, fair.id) : [],
    dayFigures(ctx, fair, part),
    fair.management ? readClashes(ctx, { fairId: fair.id }) : null,
    fair.management ? historyOf(c, { kind: "fair", id: fair.id, path: `/union/fairs/${fair.id}` }) : null,
  ]);
  const failed = refused !== undefined;
  const shown = { fair, halls, invitations, part, day, clashes, history };
  const data = { ...shown, origin: originOf(c), refused: failed };
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

/** True if the fair's host is a city of the officer, also for an officer of one of its counties. */
const isOwn = ({ actor }: RequestContext, { hostCity }: FairView) =>
  actor.kind === "account" && actor.offices.some(({ city }) => city === hostCity);

/** Shows one list page by page. That of fairs that are over, and that of coming ones, include the own. */
async function fairListPage(c: Context<Env>, which: FairListName) {
  const cursor = cursorOf(c);
  const { items, nextCursor } = await listFairs(c.get("ctx"), { which, cursor, limit: PAGE });
  const data = { which, items, next: nextCursor };
  return page(c, { title: `${UNION_FAIRS.title} · ${UNION_FAIRS.lists[which]}`, audience }, (shell) => (
    <FairListPage shell={shell} data={data} />
  ));
}

/** Fairs of a union: list, dashboard, steps. New fairs and changes stand in `changes`. */
export const unionFairPages = new Pages()
  .get("/union/fairs", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const which = z.enum(FAIR_LISTS).safeParse(c.req.query("show")).data;
    if (which) return fairListPage(c, which);
    const list = async (name: FairListName) => {
      const { items, nextCursor } = await listFairs(ctx, { which: name, limit: SHOWN });
      const shown = name === "hosted" ? items : items.filter((fair) => !isOwn(ctx, fair));
      return { items: shown, more: nextCursor !== null };
    };
    const [hosted, coming, past, waiting] = await Promise.all([
      list("hosted"),
      list("coming"),
      list("past"),
      listRegistrations(ctx, { as: "home", status: "submitted", limit: MANY }),
    ]);
    const recommend = { waiting: waiting.items.length, moreWaiting: waiting.nextCursor !== null };
    const data = { hosted, coming, past, ...recommend, hosts: isCityOfficer(ctx.actor) };
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
