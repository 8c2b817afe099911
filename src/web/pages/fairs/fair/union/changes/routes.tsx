import type { Context } from "hono";
import { getSite } from "../../../../../../cities/index.ts";
import {
  cancelFair,
  createFair,
  FairAction,
  FairInput,
  FairPatch,
  type FairView,
  getHall,
  hostedFair,
  listFairs,
  readClashes,
  unconfirmedOf,
  updateFair,
} from "../../../../../../fairs/index.ts";
import { cityOf } from "../../../../../../platform/core/actor.ts";
import { AppError } from "../../../../../../platform/core/errors.ts";
import { requireCityOfficer } from "../../../../../../platform/core/guard.ts";
import { UUID } from "../../../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../../../platform/http/index.ts";
import { occupationNames } from "../../../../../../postings/index.ts";
import { DonePage } from "../../../../../components/done.tsx";
import type { FormState } from "../../../../../components/forms.tsx";
import {
  type Fields,
  fieldRev,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../../forms.ts";
import { page } from "../../../../../page.tsx";
import { FAIR_HOST, OFFICER } from "../../../../../policies.ts";
import { REWRITE } from "../../../../../text/enterprise/wording.ts";
import { CHANGES } from "../../../../../text/fairs/fair-changes.ts";
import { UNION_FAIRS } from "../../../../../text/fairs/fair-union.ts";
import { formatDate } from "../../../../../text/format.ts";
import { ClashesSection } from "../clashes-section.tsx";
import { copiedValues, defaultValues } from "../default-values.ts";
import { type EditFairData, EditFairPage } from "../edit-fair-page.tsx";
import { fairFieldNames, fairOf, valuesOf } from "../fair-fields.ts";
import { FairWords } from "../fair-form.tsx";
import { confirmationIn, withoutConfirmation } from "./confirm-fields.ts";
import { QuestionPage } from "./question-page.tsx";
import { changesOf } from "./wished-changes.ts";

const audience = "union" as const;

/** The page after a change, with warnings of fairs at the same time. */
async function savedPage(
  c: Context<Env>,
  id: string,
  { fields, ...said }: { title: string; next?: string; fields?: Fields },
) {
  const clashes = await readClashes(c.get("ctx"), { fairId: id });
  const back = { href: `/union/fairs/${id}`, text: UNION_FAIRS.back };
  return page(c, { title: said.title, audience }, () => (
    <>
      <DonePage {...said} back={back} />
      <div class="narrow">
        {fields ? <FairWords fields={fields} lead={REWRITE.saved} /> : null}
        <ClashesSection clashes={clashes} />
      </div>
    </>
  ));
}

type EditTarget = Omit<EditFairData, "form" | "site" | "occupations">;

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

/** Number of earlier fairs that the form of a new one offers to copy. */
const EARLIER = 30;

async function newPage(c: Context<Env>, form: FormState, copied: string | null = null) {
  const ctx = c.get("ctx");
  const { items } = await listFairs(ctx, { which: "hosted", limit: EARLIER });
  const earlier = items.map(({ id, title, opensAt }) => ({
    value: id,
    text: `${title}（${formatDate(opensAt)}）`,
  }));
  const target = { title: UNION_FAIRS.newTitle, action: "/union/fairs/new", rev: null };
  return fairFormPage(c, { ...target, host: cityOf(ctx.actor) ?? "", earlier, copied }, form);
}

/** Shows the form of a new fair: blank, or as a copy of the own fair that the query names. */
async function freshPage(c: Context<Env>) {
  const now = c.get("ctx").clock.now();
  const from = c.req.query("from") ?? "";
  if (!UUID.test(from)) return newPage(c, { values: defaultValues(now), errors: [] });
  const fair = await hostedFair(c.get("ctx"), from);
  const values = copiedValues(valuesOf(fair, await closedBooths(c, fair)), now);
  return newPage(c, { values, errors: [] }, fair.title);
}

type Asked = {
  fair: FairView;
  fields: Fields;
  action: string;
  /** The wished values; null if the fair would be cancelled. */
  patch: FairPatch | null;
};

/**
 * Runs a change of a fair. If it needs a confirmation, or another one because the counts grew, shows the
 * question instead; nothing is changed then.
 */
async function askFirst(
  c: Context<Env>,
  { fair, fields, action, patch }: Asked,
  change: () => Promise<Response>,
): Promise<Response> {
  try {
    return await change();
  } catch (error) {
    const unconfirmed = unconfirmedOf(error);
    if (!unconfirmed) throw error;
    const hours = patch && {
      opensAt: new Date(patch.opensAt ?? fair.opensAt),
      closesAt: new Date(patch.closesAt ?? fair.closesAt),
    };
    const clashes = hours
      ? await readClashes(c.get("ctx"), { fairId: fair.id, hours })
      : { halls: [], enterprises: [] };
    const changes = patch
      ? changesOf(fair, patch)
      : [{ term: CHANGES.reason, before: "", after: fieldText(fields, "reason") }];
    const again = confirmationIn(fields) !== undefined;
    const wished = withoutConfirmation(fields);
    const data = { title: fair.title, action, fields: wished, unconfirmed, again, changes, clashes };
    return page(c, { title: CHANGES.pageTitle, audience, status: 409 }, (shell) => (
      <QuestionPage shell={shell} data={data} />
    ));
  }
}

async function edit(c: Context<Env>, fair: FairView, fields: Fields): Promise<Response> {
  const ctx = c.get("ctx");
  const patch = parse(FairPatch, fairOf(fields, await getSite(ctx), fair.hostCity, fair));
  const action = `/union/fairs/${fair.id}/edit`;
  return askFirst(c, { fair, fields, action, patch }, async () => {
    const confirm = confirmationIn(fields);
    await updateFair(ctx, { id: fair.id, patch, confirm, ...fieldRev(fields) });
    return savedPage(c, fair.id, { title: UNION_FAIRS.saved, fields });
  });
}

async function closedBooths(c: Context<Env>, fair: FairView): Promise<string[][]> {
  const halls = await Promise.all(fair.venues.map(({ id }) => getHall(c.get("ctx"), { fair, venueId: id })));
  return halls.map((booths) => booths.filter((booth) => booth.closed).map((booth) => booth.code));
}

/** New fairs and changes of fairs. A change that touches people is asked about first. */
export const fairChangePages = new Pages()
  .get("/union/fairs/new", OFFICER, (c) => {
    requireCityOfficer(c.get("ctx").actor);
    return freshPage(c);
  })
  .post("/union/fairs/new", OFFICER, async (c) => {
    requireCityOfficer(c.get("ctx").actor);
    const ctx = c.get("ctx");
    const fields = await readForm(c);
    if (fieldText(fields, "addHall")) return newPage(c, { values: fields, errors: [] });
    const [site, host] = [await getSite(ctx), cityOf(ctx.actor) ?? ""];
    return submitForm(
      fields,
      async () => {
        const input = fairOf(fields, site, host);
        const { id } = await createFair(ctx, parse(FairInput, input));
        return savedPage(c, id, { title: UNION_FAIRS.saved, fields });
      },
      (form) => newPage(c, form),
      fairFieldNames(fields, site, host),
    );
  })
  .get("/union/fairs/:id/edit", FAIR_HOST, async (c) => {
    const fair = await hostedFair(c.get("ctx"), pathId(c));
    return editPage(c, fair, { values: valuesOf(fair, await closedBooths(c, fair)), errors: [] });
  })
  .post("/union/fairs/:id/edit", FAIR_HOST, async (c) => {
    const fields = await readForm(c);
    const fair = await hostedFair(c.get("ctx"), pathId(c));
    if (fieldText(fields, "addHall")) return editPage(c, fair, { values: fields, errors: [] });
    if (fieldText(fields, "back"))
      return editPage(c, fair, { values: withoutConfirmation(fields), errors: [] });
    return submitForm(
      fields,
      () => edit(c, fair, fields),
      (form) => editPage(c, fair, { ...form, values: withoutConfirmation(form.values) }),
      fairFieldNames(fields, await getSite(c.get("ctx")), fair.hostCity),
    );
  })
  .post("/union/fairs/:id/cancel", FAIR_HOST, async (c) => {
    const fields = await readForm(c);
    const fair = await hostedFair(c.get("ctx"), pathId(c));
    if (fieldText(fields, "back")) return c.redirect(`/union/fairs/${fair.id}`, 303);
    const confirm = confirmationIn(fields);
    const act = parse(FairAction, {
      action: "cancel",
      reason: fieldText(fields, "reason"),
      ...(confirm ? { confirm } : {}),
      ...fieldRev(fields),
    });
    if (act.action !== "cancel") throw new AppError("INVALID_INPUT");
    const action = `/union/fairs/${fair.id}/cancel`;
    return askFirst(c, { fair, fields, action, patch: null }, async () => {
      await cancelFair(c.get("ctx"), { id: fair.id, ...act });
      return savedPage(c, fair.id, { title: UNION_FAIRS.cancelled, next: UNION_FAIRS.cancelHint });
    });
  });
