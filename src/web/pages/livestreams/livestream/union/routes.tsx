import type { Context } from "hono";
import { statusOf } from "../../../../../capabilities.ts";
import { getSite } from "../../../../../cities/index.ts";
import { homeNodeOf } from "../../../../../federation/index.ts";
import {
  announceLivestream,
  cancelLivestream,
  controlledLivestream,
  createLivestream,
  endLivestream,
  getAudience,
  goOnAir,
  LivestreamAction,
  LivestreamInput,
  LivestreamPatch,
  type LivestreamView,
  listLivestreams,
  resumeLivestream,
  updateLivestream,
} from "../../../../../livestreams/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";
import { cityOf } from "../../../../../platform/core/actor.ts";
import { AppError, notFound } from "../../../../../platform/core/errors.ts";
import { isCityOfficer, requireCityOfficer } from "../../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import type { FormState } from "../../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldRev,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { LIVESTREAM_CONTROL, LIVESTREAM_HOME, OFFICER } from "../../../../policies.ts";
import { ERROR_TEXT } from "../../../../text/errors/index.ts";
import { UNION_LIVESTREAMS } from "../../../../text/livestreams/livestream-union.ts";
import { EditLivestreamPage } from "./edit-livestream-page.tsx";
import { employerChoices, readEmployers } from "./employers.ts";
import { fairChoices } from "./fair-section.tsx";
import { defaultValues, livestreamOf, valuesOf } from "./livestream-fields.ts";
import type { InputsData } from "./livestream-form.tsx";
import { UnionLivestreamPage } from "./livestream-page.tsx";
import { UnionLivestreamsPage } from "./livestreams-page.tsx";

const audience = "union" as const;
const PAGE = 20;

const done = (c: Context<Env>, id: string, title: string, next?: string) =>
  page(c, { title, audience }, () => (
    <DonePage
      title={title}
      {...(next ? { next } : {})}
      back={{ href: `/union/livestreams/${id}`, text: UNION_LIVESTREAMS.back }}
    />
  ));

/** Shows the page of a livestream. `error` is that of a step that failed. */
async function livestreamPage(c: Context<Env>, error?: AppError) {
  const livestream = await controlledLivestream(c.get("ctx"), pathId(c));
  const refused = error ? ERROR_TEXT[error.code].title : null;
  const [audience, home] = await Promise.all([
    getAudience(c.get("ctx"), { id: livestream.id }),
    homeNodeOf(c.get("ctx"), livestream.homeCity),
  ]);
  const data = { livestream, audience, home, origin: originOf(c), refused };
  const status = error ? statusOf(error) : 200;
  return page(c, { title: livestream.title, audience: "union", status }, (shell) => (
    <UnionLivestreamPage shell={shell} data={data} />
  ));
}

/** Codes of steps that the page answers with its sentence. */
const SAID: ReadonlySet<string> = new Set([
  "LIVESTREAM_STATE",
  "LIVESTREAM_INCOMPLETE",
  "LIVESTREAM_NO_SIGNAL",
  "LIVESTREAM_PERMIT_ENDED",
  "REVISION_CONFLICT",
]);

/** Runs a step of the livestream and shows its page again, with the reason if the step failed. */
async function takeStep(c: Context<Env>, act: () => Promise<LivestreamView>): Promise<Response> {
  try {
    await act();
  } catch (error) {
    if (error instanceof AppError && SAID.has(error.code)) return livestreamPage(c, error);
    throw error;
  }
  return c.redirect(`/union/livestreams/${pathId(c)}`, 303);
}

/** Returns what the fields of a livestream offer to choose from. */
async function inputsOf(
  ctx: RequestContext,
  form: FormState,
  livestream: LivestreamView | null,
): Promise<InputsData> {
  const [site, fairs, choices] = await Promise.all([
    getSite(ctx),
    fairChoices(ctx, livestream),
    employerChoices(ctx, form),
  ]);
  const home = livestream?.homeCity ?? cityOf(ctx.actor) ?? "";
  return { site, home, fairs, choices, onAir: (livestream?.onAirAt ?? null) !== null };
}

/** Converts the form of a new or a stored livestream. Throws INVALID_INPUT for unknown employers. */
async function readInput(ctx: RequestContext, fields: Fields, stored: LivestreamView | null) {
  const [site, fairs, employers] = await Promise.all([
    getSite(ctx),
    fairChoices(ctx, stored),
    readEmployers(ctx, fields),
  ]);
  const home = stored?.homeCity ?? cityOf(ctx.actor) ?? "";
  return livestreamOf(fields, { site, home, fairs, employers, stored });
}

async function newPage(c: Context<Env>, form: FormState) {
  const ctx = c.get("ctx");
  const title = UNION_LIVESTREAMS.newTitle;
  const inputs = await inputsOf(ctx, form, null);
  const data = { form, title, action: "/union/livestreams/new", rev: null, inputs };
  return page(c, { title, audience, status: formStatus(form) }, (shell) => (
    <EditLivestreamPage shell={shell} data={data} />
  ));
}

async function editPage(c: Context<Env>, livestream: LivestreamView, form: FormState) {
  const { id, rev } = livestream;
  const title = `${UNION_LIVESTREAMS.editTitle} · ${livestream.title}`;
  const action = `/union/livestreams/${id}/edit`;
  const inputs = await inputsOf(c.get("ctx"), form, livestream);
  const data = { form, title, action, rev, inputs };
  return page(c, { title, audience, status: formStatus(form) }, (shell) => (
    <EditLivestreamPage shell={shell} data={data} />
  ));
}

/** Returns the livestream to an officer of its home city. Throws NOT_FOUND for others. */
async function ownLivestream(c: Context<Env>): Promise<LivestreamView> {
  const livestream = await controlledLivestream(c.get("ctx"), pathId(c));
  if (!livestream.control?.edits) throw notFound();
  return livestream;
}

/** Livestreams of a union: list, forms, page and steps. */
export const unionLivestreamPages = new Pages()
  .get("/union/livestreams", OFFICER, async (c) => {
    const cursor = cursorOf(c);
    const { items, nextCursor } = await listLivestreams(c.get("ctx"), { which: "own", cursor, limit: PAGE });
    const hosts = isCityOfficer(c.get("ctx").actor);
    const data = { own: items, next: nextCursor, hosts };
    return page(c, { title: UNION_LIVESTREAMS.title, audience }, (shell) => (
      <UnionLivestreamsPage shell={shell} data={data} />
    ));
  })
  .get("/union/livestreams/new", OFFICER, (c) => {
    requireCityOfficer(c.get("ctx").actor);
    return newPage(c, { values: defaultValues(c.get("ctx").clock.now()), errors: [] });
  })
  .post("/union/livestreams/new", OFFICER, async (c) => {
    requireCityOfficer(c.get("ctx").actor);
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    return submitForm(
      fields,
      async () => {
        const { id } = await createLivestream(
          ctx,
          parse(LivestreamInput, await readInput(ctx, fields, null)),
        );
        return done(c, id, UNION_LIVESTREAMS.saved);
      },
      (form) => newPage(c, form),
    );
  })
  .get("/union/livestreams/:id", LIVESTREAM_CONTROL, (c) => livestreamPage(c))
  .get("/union/livestreams/:id/edit", LIVESTREAM_HOME, async (c) => {
    const livestream = await ownLivestream(c);
    return editPage(c, livestream, { values: valuesOf(livestream), errors: [] });
  })
  .post("/union/livestreams/:id/edit", LIVESTREAM_HOME, async (c) => {
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    const livestream = await ownLivestream(c);
    const { id } = livestream;
    return submitForm(
      fields,
      async () => {
        const patch = parse(LivestreamPatch, await readInput(ctx, fields, livestream));
        await updateLivestream(ctx, { id, patch, ...fieldRev(fields) });
        return done(c, id, UNION_LIVESTREAMS.saved);
      },
      (form) => editPage(c, livestream, form),
    );
  })
  .post("/union/livestreams/:id/announce", LIVESTREAM_HOME, async (c) => {
    const act = { id: pathId(c), action: "announce", ...fieldRev(await readForm(c)) } as const;
    return takeStep(c, () => announceLivestream(c.get("ctx"), act));
  })
  .post("/union/livestreams/:id/goOnAir", LIVESTREAM_CONTROL, async (c) => {
    const act = { id: pathId(c), action: "goOnAir", ...fieldRev(await readForm(c)) } as const;
    return takeStep(c, () => goOnAir(c.get("ctx"), act));
  })
  .post("/union/livestreams/:id/resume", LIVESTREAM_CONTROL, async (c) => {
    const act = { id: pathId(c), action: "resume", ...fieldRev(await readForm(c)) } as const;
    return takeStep(c, () => resumeLivestream(c.get("ctx"), act));
  })
  .post("/union/livestreams/:id/end", LIVESTREAM_CONTROL, async (c) => {
    const act = { id: pathId(c), action: "end", ...fieldRev(await readForm(c)) } as const;
    return takeStep(c, () => endLivestream(c.get("ctx"), act));
  })
  .post("/union/livestreams/:id/cancel", LIVESTREAM_HOME, async (c) => {
    const fields = await readForm(c);
    const { id } = await ownLivestream(c);
    const reason = fieldText(fields, "reason");
    const act = parse(LivestreamAction, { action: "cancel", reason, ...fieldRev(fields) });
    if (act.action !== "cancel") throw new AppError("INVALID_INPUT");
    return takeStep(c, () => cancelLivestream(c.get("ctx"), { id, ...act }));
  });
