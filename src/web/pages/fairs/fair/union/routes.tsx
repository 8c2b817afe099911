import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import { getSite } from "../../../../../cities/index.ts";
import {
  announceFair,
  cancelFair,
  createFair,
  FairAction,
  FairInput,
  FairPatch,
  type FairView,
  getFair,
  getHall,
  listFairs,
  listInvitations,
  listRegistrations,
  publishFair,
  updateFair,
} from "../../../../../fairs/index.ts";
import { cityOf } from "../../../../../platform/core/actor.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { occupationNames } from "../../../../../postings/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import type { FormState } from "../../../../components/forms.tsx";
import { fieldRev, fieldText, formStatus, parse, pathId, readForm, submitForm } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_HOST, FAIR_OFFICER, OFFICER } from "../../../../policies.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { dayFigures, fairRightsOf } from "./dashboard.ts";
import { DashboardPage } from "./dashboard-page.tsx";
import { defaultValues } from "./default-values.ts";
import { type EditFairData, EditFairPage } from "./edit-fair-page.tsx";
import { fairOf, valuesOf } from "./fair-fields.ts";
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

const hostedFairOf = async (c: Context<Env>): Promise<FairView> => {
  const fair = await getFair(c.get("ctx"), { id: pathId(c) });
  if (!fair.management) throw new AppError("NOT_FOUND");
  return fair;
};

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
  const [halls, invitations, day] = await Promise.all([
    hallsOf(c, fair),
    part.invites ? listInvitations(ctx, fair.id) : [],
    dayFigures(ctx, fair),
  ]);
  const data = { fair, halls, invitations, part, day, origin: originOf(c), refused: refused !== undefined };
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

type EditTarget = Pick<EditFairData, "title" | "action" | "host" | "rev">;

async function fairFormPage(c: Context<Env>, target: EditTarget, form: FormState) {
  const ctx = c.get("ctx");
  const [site, names] = await Promise.all([getSite(ctx), occupationNames(ctx)]);
  const occupations = [...names].map(([value, text]) => ({ value, text }));
  const data = { ...target, form, site, occupations };
  return page(c, { title: target.title, audience, status: formStatus(form) }, (shell) => (
    <EditFairPage shell={shell} data={data} />
  ));
}

const editPage = (c: Context<Env>, fair: FairView, form: FormState) => {
  const target = {
    title: `${UNION_FAIRS.editTitle} · ${fair.title}`,
    action: `/union/fairs/${fair.id}/edit`,
  };
  return fairFormPage(c, { ...target, host: fair.hostCity, rev: fair.rev }, form);
};

const newPage = (c: Context<Env>, form: FormState) => {
  const target = { title: UNION_FAIRS.newTitle, action: "/union/fairs/new" };
  return fairFormPage(c, { ...target, host: cityOf(c.get("ctx").actor) ?? "", rev: null }, form);
};

/** Fairs of a union: list, new fair, edit, dashboard, steps. */
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
  .get("/union/fairs/new", OFFICER, (c) =>
    newPage(c, { values: defaultValues(c.get("ctx").clock.now()), errors: [] }),
  )
  .post("/union/fairs/new", OFFICER, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const input = fairOf(fields, await getSite(ctx), cityOf(ctx.actor) ?? "");
        const { id } = await createFair(ctx, parse(FairInput, input));
        return done(c, id, UNION_FAIRS.saved);
      },
      (form) => newPage(c, form),
    );
  })
  .get("/union/fairs/:id", FAIR_OFFICER, (c) => dashboardPage(c))
  .get("/union/fairs/:id/edit", FAIR_HOST, async (c) => {
    const fair = await hostedFairOf(c);
    const halls = await hallsOf(c, fair);
    const closed = halls.map(({ booths }) =>
      booths.filter((booth) => booth.closed).map((booth) => booth.code),
    );
    return editPage(c, fair, { values: valuesOf(fair, closed), errors: [] });
  })
  .post("/union/fairs/:id/edit", FAIR_HOST, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const fair = await hostedFairOf(c);
    return submitForm(
      fields,
      async () => {
        const patch = parse(FairPatch, fairOf(fields, await getSite(ctx), fair.hostCity));
        await updateFair(ctx, { id: fair.id, patch, ...fieldRev(fields) });
        return done(c, fair.id, UNION_FAIRS.saved);
      },
      (form) => editPage(c, fair, form),
    );
  })
  .post("/union/fairs/:id/announce", FAIR_HOST, async (c) => {
    const step = { id: pathId(c), action: "announce" as const, ...fieldRev(await readForm(c)) };
    const said = { title: UNION_FAIRS.announced, next: UNION_FAIRS.announceNext };
    return takeStep(c, () => announceFair(c.get("ctx"), step), said);
  })
  .post("/union/fairs/:id/publish", FAIR_HOST, async (c) => {
    const step = { id: pathId(c), action: "publish" as const, ...fieldRev(await readForm(c)) };
    const said = { title: UNION_FAIRS.published, next: UNION_FAIRS.publishNext };
    return takeStep(c, () => publishFair(c.get("ctx"), step), said);
  })
  .post("/union/fairs/:id/cancel", FAIR_HOST, async (c) => {
    const fields = await readForm(c);
    const act = parse(FairAction, {
      action: "cancel",
      reason: fieldText(fields, "reason"),
      ...fieldRev(fields),
    });
    if (act.action !== "cancel") throw new AppError("INVALID_INPUT");
    await cancelFair(c.get("ctx"), { id: pathId(c), ...act });
    return done(c, pathId(c), UNION_FAIRS.cancelled, UNION_FAIRS.cancelHint);
  });
