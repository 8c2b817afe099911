import type { Context } from "hono";
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
  InvitationInput,
  inviteEnterprise,
  listFairs,
  listInvitations,
  listRegistrations,
  publishFair,
  updateFair,
} from "../../../../../fairs/index.ts";
import { cityOf } from "../../../../../platform/core/actor.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { idOf, one, parse, readForm, refusedForm, revIn } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { UNION_FAIRS as TEXT } from "../../../../text/fairs/placement.ts";
import { unionRegistrationPages } from "../../placement/routes.tsx";
import { linkOf } from "../../registrations/invitations/routes.tsx";
import { dayOf, partOf } from "./dashboard.ts";
import { OnePage } from "./dashboard-page.tsx";
import { editPage, freshValues, newPage } from "./edit-fair-page.tsx";
import { fairOf, valuesOf } from "./fair-form.tsx";
import { FairsPage } from "./fairs-page.tsx";

const officer = { who: ["officer"] } as const;
const host = { who: ["officer"], on: { record: "fair", param: "id", by: "city" } } as const;
const partner = { who: ["officer"], on: { record: "fair", param: "id", by: "readers" } } as const;
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

const deskFair = async (c: Context<Env>): Promise<FairView> => {
  const fair = await getFair(c.get("ctx"), { id: idOf(c) });
  if (!fair.desk) throw new AppError("NOT_FOUND");
  return fair;
};

const done = (c: Context<Env>, id: string, title: string, next?: string) =>
  page(c, { title, audience }, () => (
    <DonePage
      title={title}
      {...(next ? { next } : {})}
      back={{ href: `/union/fairs/${id}`, text: TEXT.back }}
    />
  ));

/** The dashboard; `refused` where a step was tried that the fair is not ready for. */
async function onePage(c: Context<Env>, refused?: AppError) {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: idOf(c) });
  const part = partOf(ctx, fair);
  const [halls, invitations, day] = await Promise.all([
    hallsOf(c, fair),
    part.invites ? listInvitations(ctx, fair.id) : [],
    dayOf(ctx, fair),
  ]);
  const data = { fair, halls, invitations, part, day, origin: originOf(c), refused: refused !== undefined };
  return page(c, { title: fair.title, audience, status: refused?.status ?? 200 }, (shell) => (
    <OnePage shell={shell} data={data} />
  ));
}

/** A step of a fair's life; what it still lacks is named where it can be put right. */
async function stepped(c: Context<Env>, act: () => Promise<FairView>, said: { title: string; next: string }) {
  try {
    await act();
  } catch (error) {
    if (error instanceof AppError && error.code === "FAIR_INCOMPLETE") return onePage(c, error);
    throw error;
  }
  return done(c, idOf(c), said.title, said.next);
}

/** A union's own fairs: list, new, edit, the dashboard, and the steps of their lives. */
const fairPages = new Pages()
  .get("/union/fairs", officer, async (c) => {
    const ctx = c.get("ctx");
    const [desk, coming, past, waiting] = await Promise.all([
      listFairs(ctx, { which: "desk", limit: MANY }),
      listFairs(ctx, { which: "coming", limit: MANY }),
      listFairs(ctx, { which: "past", limit: MANY }),
      listRegistrations(ctx, { as: "home", status: "submitted", limit: MANY }),
    ]);
    const own = new Set(desk.items.map((fair) => fair.id));
    const others = coming.items.filter((fair) => !own.has(fair.id));
    const over = past.items.filter((fair) => !own.has(fair.id));
    const more = waiting.nextCursor !== null;
    const data = { desk: desk.items, others, over, waiting: waiting.items.length, more };
    return page(c, { title: TEXT.title, audience }, () => <FairsPage data={data} />);
  })
  .get("/union/fairs/new", officer, (c) =>
    newPage(c, { values: freshValues(c.get("ctx").clock.now()), errors: [] }),
  )
  .post("/union/fairs/new", officer, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    try {
      const input = fairOf(fields, await getSite(ctx), cityOf(ctx.actor) ?? "");
      const { id } = await createFair(ctx, parse(FairInput, input));
      return done(c, id, TEXT.saved);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return newPage(c, form);
    }
  })
  .get("/union/fairs/:id", partner, (c) => onePage(c))
  .get("/union/fairs/:id/edit", host, async (c) => {
    const fair = await deskFair(c);
    const halls = await hallsOf(c, fair);
    const closed = halls.map(({ booths }) =>
      booths.filter((booth) => booth.closed).map((booth) => booth.code),
    );
    return editPage(c, fair, { values: valuesOf(fair, closed), errors: [] });
  })
  .post("/union/fairs/:id/edit", host, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const fair = await deskFair(c);
    try {
      const patch = parse(FairPatch, fairOf(fields, await getSite(ctx), fair.hostCity));
      await updateFair(ctx, { id: fair.id, patch, ...revIn(fields) });
      return done(c, fair.id, TEXT.saved);
    } catch (error) {
      const form = refusedForm(error, fields);
      if (!form) throw error;
      return editPage(c, fair, form);
    }
  })
  .post("/union/fairs/:id/announce", host, async (c) => {
    const step = { id: idOf(c), action: "announce" as const, ...revIn(await readForm(c)) };
    const said = { title: TEXT.announced, next: TEXT.announceNext };
    return stepped(c, () => announceFair(c.get("ctx"), step), said);
  })
  .post("/union/fairs/:id/publish", host, async (c) => {
    const step = { id: idOf(c), action: "publish" as const, ...revIn(await readForm(c)) };
    const said = { title: TEXT.published, next: TEXT.publishNext };
    return stepped(c, () => publishFair(c.get("ctx"), step), said);
  })
  .post("/union/fairs/:id/cancel", host, async (c) => {
    const fields = await readForm(c);
    const act = parse(FairAction, { action: "cancel", reason: one(fields, "reason"), ...revIn(fields) });
    if (act.action !== "cancel") throw new AppError("INVALID_INPUT");
    await cancelFair(c.get("ctx"), { id: idOf(c), ...act });
    return done(c, idOf(c), TEXT.cancelled, TEXT.cancelHint);
  })
  .post("/union/fairs/:id/invitations", partner, async (c) => {
    const { label } = parse(InvitationInput, { label: one(await readForm(c), "label") });
    const { code } = await inviteEnterprise(c.get("ctx"), { fairId: idOf(c), label });
    const back = { href: `/union/fairs/${idOf(c)}`, text: TEXT.back };
    const next = `${TEXT.invitationsHint} ${linkOf(originOf(c), code)}`;
    return page(c, { title: TEXT.invitations, audience }, () => (
      <DonePage title={label} reference={code} next={next} back={back} />
    ));
  });

// Registrations first: their addresses would else be read as a fair's.
export const unionFairPages = [unionRegistrationPages, fairPages];
