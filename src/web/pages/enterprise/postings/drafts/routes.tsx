import type { Context } from "hono";
import { getEnterprise } from "../../../../../enterprises/index.ts";
import { AppError } from "../../../../../platform/core/errors.ts";
import { UUID } from "../../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../../platform/http/index.ts";
import {
  confirmDuties,
  copyPosting,
  countDrafts,
  DraftsInput,
  editPosting,
  getManagedPosting,
  listDrafts,
  type ManagedPosting,
  PostingPatch,
  submitDrafts,
} from "../../../../../postings/index.ts";
import { EMPTY_FORM, type FormState } from "../../../../components/forms.tsx";
import {
  type Fields,
  fieldText,
  fieldTexts,
  formStatus,
  isRefused,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../../forms.ts";
import { page } from "../../../../page.tsx";
import { MEMBER, onRecord } from "../../../../policies.ts";
import { DRAFTS } from "../../../../text/enterprise/drafts.ts";
import { payOfForm } from "../../../editor/pay-of-form.ts";
import { postingOf, postingValues, requireWords } from "../../../editor/posting-form.tsx";
import { ROW_FIELDS } from "./draft-row-section.tsx";
import { DraftsPage } from "./drafts-page.tsx";
import { DRAFTS_PATH, draftsAskedOf, draftsPath, PAGE } from "./drafts-query.ts";
import { SentPage } from "./sent-page.tsx";

const audience = "enterprise" as const;
const ownPosting = onRecord(MEMBER, "posting", "enterprise");

type Shown = { editing?: FormState; sending?: FormState; edit?: string };

/** Returns the drafts of the page; the one that is edited stands first if it is on another page. */
async function itemsWith(c: Context<Env>, items: ManagedPosting[], edit: string | null) {
  if (edit === null || items.some(({ id }) => id === edit)) return items;
  try {
    const one = await getManagedPosting(c.get("ctx"), edit);
    const own = one.status === "draft" && one.employer.id === draftsAskedOf(c).enterpriseId;
    return own ? [one, ...items] : items;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return items;
    throw error;
  }
}

/** Shows the table of drafts. `shown` has a form that was refused. */
async function draftsPage(c: Context<Env>, shown: Shown = {}): Promise<Response> {
  const ctx = c.get("ctx");
  const asked = { ...draftsAskedOf(c), ...(shown.edit ? { edit: shown.edit } : {}) };
  const { enterpriseId, text, part } = asked;
  const [enterprise, counts, found] = await Promise.all([
    getEnterprise(ctx, enterpriseId),
    countDrafts(ctx, { enterpriseId, text }),
    listDrafts(ctx, { enterpriseId, text, part, cursor: asked.cursor ?? undefined, limit: PAGE }),
  ]);
  const said = (["saved", "copied"] as const).find((what) => UUID.test(c.req.query(what) ?? ""));
  const done = said ? { id: c.req.query(said) ?? "", what: said } : null;
  const items = await itemsWith(c, await itemsWith(c, found.items, done?.id ?? null), asked.edit);
  const edited = items.find(({ id }) => id === asked.edit);
  const editing = shown.editing ?? { ...EMPTY_FORM, values: edited ? postingValues(edited) : {} };
  const sending = shown.sending ?? EMPTY_FORM;
  const pay = asked.edit ? await payOfForm(c, editing.values) : null;
  const data = { pay, enterprise, asked, items, counts, next: found.nextCursor, editing, sending, done };
  const status = isRefused(sending) ? formStatus(sending) : formStatus(editing);
  return page(c, { title: DRAFTS.title, audience, status }, (shell) => (
    <DraftsPage shell={shell} data={data} />
  ));
}

/** Returns the patch of the fields that a row shows. */
function patchOf(fields: Fields): PostingPatch {
  const all = postingOf(fields);
  return parse(PostingPatch, Object.fromEntries(ROW_FIELDS.map((name) => [name, all[name]])));
}

/** Finds the next draft that lacks something, after the one that was saved. */
async function nextLacking(c: Context<Env>, enterpriseId: string, saved: string): Promise<string | null> {
  const asked = { enterpriseId, text: null, part: "lacking" as const, limit: 2 };
  const { items } = await listDrafts(c.get("ctx"), asked);
  return items.find(({ id }) => id !== saved)?.id ?? null;
}

/** Saves a row, and leads back to it, or to the next draft that lacks something. */
async function saveRow(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const id = pathId(c);
  const fields = await readForm(c);
  // Says of a posting of others that there is none, before it looks at the form.
  await getManagedPosting(ctx, id);
  return submitForm(
    fields,
    async () => {
      requireWords(fields, false);
      const saved = await editPosting(ctx, {
        id,
        ifRev: Number(fieldText(fields, "ifRev")),
        patch: patchOf(fields),
      });
      if (saved.dutiesSuggested && fieldText(fields, "confirmDuties") === "1")
        await confirmDuties(ctx, { id });
      const asked = draftsAskedOf(c);
      const next = fieldText(fields, "next") ? await nextLacking(c, asked.enterpriseId, id) : null;
      const path = draftsPath({ ...asked, edit: null });
      const edit = next ? `&edit=${next}#d-${next}` : `#d-${id}`;
      return c.redirect(`${path}&saved=${id}${edit}`, 303);
    },
    (form) => draftsPage(c, { editing: form, edit: id }),
  );
}

/** Sends the ticked drafts, or all that are complete, and says which were sent. */
async function send(c: Context<Env>): Promise<Response> {
  const ctx = c.get("ctx");
  const fields = await readForm(c);
  return submitForm(
    fields,
    async () => {
      const { enterpriseId } = draftsAskedOf(c);
      const ids = fieldTexts(fields, "id").filter((id) => UUID.test(id));
      const all = fieldText(fields, "what") === "all";
      if (!all && ids.length === 0)
        throw new AppError("INVALID_INPUT", { fields: [{ path: "id", code: "TOO_FEW" }] });
      const input = parse(DraftsInput, {
        enterpriseId,
        ...(all ? {} : { ids }),
        confirmDuties: fieldText(fields, "confirmDuties") === "1",
      });
      const [result, { verifier }] = await Promise.all([
        submitDrafts(ctx, input),
        getEnterprise(ctx, enterpriseId),
      ]);
      return page(c, { title: DRAFTS.sent(result.sent.length), audience }, () => (
        <SentPage enterpriseId={enterpriseId} union={verifier} result={result} />
      ));
    },
    (form) => draftsPage(c, { sending: form }),
  );
}

/** The table of an enterprise's drafts, and the copy of an earlier posting as a new draft. */
export const draftPages = new Pages()
  .get(DRAFTS_PATH, MEMBER, (c) => draftsPage(c))
  .post(`${DRAFTS_PATH}/send`, MEMBER, send)
  .post(`${DRAFTS_PATH}/:id`, ownPosting, saveRow)
  .post("/enterprise/postings/:id/copy", ownPosting, async (c) => {
    const once = fieldText(await readForm(c), "once");
    const copy = await copyPosting(c.get("ctx"), { id: pathId(c), once: UUID.test(once) ? once : null });
    const asked = { enterpriseId: copy.employer.id, edit: null };
    return c.redirect(`${draftsPath(asked)}&copied=${copy.id}&edit=${copy.id}#d-${copy.id}`, 303);
  });
