import type { Context } from "hono";
import type { Child } from "hono/jsx";
import { z } from "zod";
import { getEnterprise } from "../../../enterprises/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import {
  CLOSE_REASONS,
  closedWhilePublic,
  closePosting,
  confirmPosting,
  editPosting,
  findViolation,
  getManagedPosting,
  type ManagedPosting,
  PostingPatch,
  reopenPosting,
  submitPosting,
} from "../../../postings/index.ts";
import { DonePage } from "../../components/done.tsx";
import { EMPTY_FORM, type FormState, WHOLE_FORM } from "../../components/forms.tsx";
import {
  type Fields,
  fieldRev,
  fieldText,
  formStatus,
  isOvertaken,
  isRefused,
  parse,
  pathId,
  readForm,
  refusedForm,
} from "../../forms.ts";
import type { Audience, Shell } from "../../layout.tsx";
import { page } from "../../page.tsx";
import { EDITOR, ENTERPRISE_POSTINGS } from "../../text/enterprise/pages.ts";
import { formatReference } from "../../text/format.ts";
import { historyOf } from "../union/history/load.ts";
import { EditPostingPage } from "./edit-posting-page.tsx";
import { asksPay, payOfForm } from "./pay-of-form.ts";
import { postingOf, postingValues, requireWords } from "./posting-form.tsx";
import { keptBack, mustRewrite, rewriteAndReturn } from "./rewrite.ts";
import { RewriteOutcome } from "./rewrite-section.tsx";

/** The pages on which a posting is edited: those of its enterprise, or those of its home union. */
export type PostingEditor = {
  base: string;
  heading: string;
  audience: Audience;
  policy: Policy;
  /** Pages of officers only. `above` is shown before the form. */
  officers?: {
    /** The policy of a posting's page. `elsewhere` answers readers who may not edit the posting. */
    policy: Policy;
    elsewhere(c: Context<Env>, id: string): Promise<Response>;
    above(c: Context<Env>, posting: ManagedPosting): Promise<(shell: Shell) => Child>;
  };
};

/**
 * Shows the edit form again after a validation error; rethrows other errors. If only the submission for
 * review failed, the edit itself is saved.
 */
export async function refusedEdit(
  c: Context<Env>,
  editor: PostingEditor,
  refused: { id: string; error: unknown; fields: Fields },
) {
  const form = refusedForm(refused.error, refused.fields);
  if (!form) throw refused.error;
  return editPage(c, editor, { id: refused.id, form, title: EDITOR.editTitle });
}

/**
 * Shows the edit page again after a validation error in a form beside the edit form, which keeps the
 * posting's own values; rethrows other errors.
 */
export async function refusedBeside(
  c: Context<Env>,
  editor: PostingEditor,
  { id, error, fields }: { id: string; error: unknown; fields: Fields },
) {
  const refused = refusedForm(error, fields);
  if (!refused) throw error;
  const values = { ...postingValues(await getManagedPosting(c.get("ctx"), id)), ...refused.values };
  return editPage(c, editor, { id, form: { ...refused, values }, title: EDITOR.editTitle, beside: true });
}

/**
 * A posting's page. `title` replaces the posting's own title. `beside`: the refused form is not the one that
 * edits the posting.
 */
type Shown = { id: string; form: FormState | null; title?: string; beside?: boolean };

/** A suspension changes the revision of live postings. Returns the form with the suspension as its error. */
const asSuspended = (form: FormState): FormState =>
  isOvertaken(form) ? { ...form, errors: [{ path: WHOLE_FORM, code: "ENTERPRISE_STATE" }] } : form;

const isMissing = (error: unknown) => error instanceof AppError && error.code === "NOT_FOUND";

/** Shows the edit page of a posting. */
async function editPage(c: Context<Env>, editor: PostingEditor, { id, form, title, beside = false }: Shown) {
  const ctx = c.get("ctx");
  const [posting, violation, history] = await Promise.all([
    getManagedPosting(ctx, id),
    findViolation(ctx, id),
    historyOf(c, { kind: "posting", id, path: `${editor.base}/${id}` }),
  ]);
  const above = await editor.officers?.above(c, posting);
  const suspended = editor.audience === "enterprise" && posting.employer.status === "suspended";
  const enterprise = suspended ? await getEnterprise(ctx, posting.employer.id) : null;
  const sent = form && posting.employer.status === "suspended" ? asSuspended(form) : form;
  const shown = sent ?? { ...EMPTY_FORM, values: postingValues(posting) };
  const refused = (isRefused(form) || (form !== null && asksPay(form.values))) && !beside;
  const pay = await payOfForm(c, shown.values);
  const heading = { title: title ?? posting.title, audience: editor.audience, status: formStatus(shown) };
  return page(c, heading, (shell) => (
    <EditPostingPage
      shell={shell}
      form={shown}
      posting={posting}
      base={editor.base}
      violation={violation}
      enterprise={enterprise}
      pay={pay}
      refused={refused}
      history={history}
      above={above?.(shell)}
      said={<RewriteOutcome query={c.req.query()} />}
    />
  ));
}

/** Returns the list to which a posting belongs. A person may have several enterprises. */
const listOf = ({ base, audience }: PostingEditor, { employer }: Pick<ManagedPosting, "employer">): string =>
  audience === "enterprise" ? `${base}?enterprise=${employer.id}` : base;

export const saved = (c: Context<Env>, editor: PostingEditor, posting: ManagedPosting, submitted: boolean) =>
  page(c, { title: EDITOR.editTitle, audience: editor.audience }, () => (
    <DonePage
      title={submitted ? EDITOR.submitted : EDITOR.saved}
      about={posting.title}
      next={
        submitted
          ? EDITOR.submittedNext[editor.audience === "union" ? "union" : "enterprise"]
          : EDITOR.savedNext
      }
      reference={formatReference(posting.id)}
      back={
        submitted
          ? { href: listOf(editor, posting), text: editor.heading }
          : { href: `${editor.base}/${posting.id}`, text: ENTERPRISE_POSTINGS.heading }
      }
    />
  ));

const done = (
  c: Context<Env>,
  editor: PostingEditor,
  { what, posting }: { what: "close" | "confirm" | "reopen"; posting: ManagedPosting },
) =>
  page(c, { title: EDITOR[what], audience: editor.audience }, (shell) => (
    <DonePage
      title={EDITOR.done[what]}
      about={posting.title}
      reference={formatReference(posting.id)}
      next={EDITOR.doneNext[what]}
      back={{ href: listOf(editor, posting), text: editor.heading }}
      {...(what === "close" && closedWhilePublic(posting)
        ? { undo: { action: `${editor.base}/${posting.id}/reopen`, csrf: shell.csrf, rev: posting.rev } }
        : {})}
    />
  ));

/** Takes a closing back. A second click finds the posting public, and that is what the person wants. */
async function reopened(ctx: RequestContext, input: { id: string; ifRev: number }): Promise<ManagedPosting> {
  try {
    return await reopenPosting(ctx, input);
  } catch (error) {
    const overtaken = error instanceof AppError && error.code === "REVISION_CONFLICT";
    const posting = overtaken ? await getManagedPosting(ctx, input.id) : null;
    if (posting?.status !== "published") throw error;
    return posting;
  }
}

/** Pages of one posting: edit, submit, close and reopen, confirm. */
export const editorPages = (editor: PostingEditor): Pages =>
  new Pages()
    .get(`${editor.base}/:id`, editor.officers?.policy ?? editor.policy, async (c) => {
      const id = pathId(c);
      try {
        return await editPage(c, editor, { id, form: null });
      } catch (error) {
        if (!editor.officers || !isMissing(error)) throw error;
        return editor.officers.elsewhere(c, id);
      }
    })
    .post(`${editor.base}/:id`, editor.policy, async (c) => {
      const ctx = c.get("ctx");
      const id = pathId(c);
      const fields = await readForm(c);
      if (asksPay(fields))
        return editPage(c, editor, { id, form: { values: fields, errors: [] }, title: EDITOR.editTitle });
      try {
        requireWords(fields, fieldText(fields, "action") === "submit");
        const patch = parse(PostingPatch, postingOf(fields));
        const edited = await editPosting(ctx, { id, ifRev: Number(fieldText(fields, "ifRev")), patch });
        const submit = fieldText(fields, "action") === "submit";
        if (submit && edited.status === "draft" && mustRewrite(edited, fields))
          return keptBack(c, editor.base, id);
        if (submit && edited.status === "draft")
          await submitPosting(ctx, { id, confirmDuties: fieldText(fields, "confirmDuties") === "1" });
        return saved(c, editor, edited, submit);
      } catch (error) {
        return refusedEdit(c, editor, { id, error, fields });
      }
    })
    .post(`${editor.base}/:id/rewrite`, editor.policy, (c) => rewriteAndReturn(c, editor.base))
    .post(`${editor.base}/:id/close`, editor.policy, async (c) => {
      const { reason } = parse(z.object({ reason: z.enum(CLOSE_REASONS) }), {
        reason: fieldText(await readForm(c), "reason"),
      });
      const posting = await closePosting(c.get("ctx"), { id: pathId(c), reason });
      return done(c, editor, { what: "close", posting });
    })
    .post(`${editor.base}/:id/reopen`, editor.policy, async (c) => {
      const { ifRev = 0 } = fieldRev(await readForm(c));
      const posting = await reopened(c.get("ctx"), { id: pathId(c), ifRev });
      return done(c, editor, { what: "reopen", posting });
    })
    .post(`${editor.base}/:id/confirm`, editor.policy, async (c) => {
      const posting = await confirmPosting(c.get("ctx"), { id: pathId(c) });
      return done(c, editor, { what: "confirm", posting });
    });
