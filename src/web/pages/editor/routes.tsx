import type { Context } from "hono";
import { z } from "zod";
import type { Policy } from "../../../platform/core/policy.ts";
import { type Env, Pages } from "../../../platform/http/index.ts";
import {
  CLOSE_REASONS,
  closePosting,
  confirmPosting,
  editPosting,
  getPostingDesk,
  PostingPatch,
  submitPosting,
} from "../../../postings/index.ts";
import { DonePage } from "../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../components/forms.tsx";
import { type Fields, idOf, one, parse, readForm, refusedForm } from "../../forms.ts";
import type { Audience } from "../../layout.tsx";
import { page } from "../../page.tsx";
import { DESK, EDITOR } from "../../text/enterprise.ts";
import { EditPage } from "./edit-posting-page.tsx";
import { postingOf, postingValues } from "./posting-form.tsx";

/** Where a posting is edited: at its enterprise's desk, or at its home union's. */
export type Desk = { base: string; heading: string; audience: Audience; own: Policy };

/** A draft that was kept although handing it in was refused: its own page shows what is missing. */
export async function refusedEdit(
  c: Context<Env>,
  desk: Desk,
  refused: { id: string; error: unknown; fields: Fields },
) {
  const form = refusedForm(refused.error, refused.fields);
  if (!form) throw refused.error;
  const posting = await getPostingDesk(c.get("ctx"), refused.id);
  return page(c, { title: EDITOR.editTitle, audience: desk.audience, status: 422 }, (shell) => (
    <EditPage shell={shell} form={form} posting={posting} base={desk.base} />
  ));
}

export const saved = (c: Context<Env>, desk: Desk, posting: { id: string }, submitted: boolean) =>
  page(c, { title: EDITOR.editTitle, audience: desk.audience }, () => (
    <DonePage
      title={submitted ? EDITOR.submitted : EDITOR.saved}
      next={submitted ? EDITOR.submittedNext : EDITOR.savedNext}
      reference={posting.id.slice(-8).toUpperCase()}
      back={
        submitted
          ? { href: desk.base, text: desk.heading }
          : { href: `${desk.base}/${posting.id}`, text: DESK.heading }
      }
    />
  ));

const done = (c: Context<Env>, desk: Desk, what: "close" | "confirm") =>
  page(c, { title: EDITOR[what], audience: desk.audience }, () => (
    <DonePage title={EDITOR.done[what] ?? ""} back={{ href: desk.base, text: desk.heading }} />
  ));

/** One posting on a desk: edit, hand in, close, confirm. */
export const editorPages = (desk: Desk): Pages =>
  new Pages()
    .get(`${desk.base}/:id`, desk.own, async (c) => {
      const posting = await getPostingDesk(c.get("ctx"), idOf(c));
      const form: FormState = { ...EMPTY_FORM, values: postingValues(posting) };
      return page(c, { title: posting.title, audience: desk.audience }, (shell) => (
        <EditPage shell={shell} form={form} posting={posting} base={desk.base} />
      ));
    })
    .post(`${desk.base}/:id`, desk.own, async (c) => {
      const ctx = c.get("ctx");
      const id = idOf(c);
      const fields = await readForm(c);
      try {
        const patch = parse(PostingPatch, postingOf(fields));
        const edited = await editPosting(ctx, { id, ifRev: Number(one(fields, "ifRev")), patch });
        const submit = one(fields, "action") === "submit";
        if (submit && edited.status === "draft")
          await submitPosting(ctx, { id, confirmDuties: one(fields, "confirmDuties") === "1" });
        return saved(c, desk, edited, submit);
      } catch (error) {
        return refusedEdit(c, desk, { id, error, fields });
      }
    })
    .post(`${desk.base}/:id/close`, desk.own, async (c) => {
      const { reason } = parse(z.object({ reason: z.enum(CLOSE_REASONS) }), {
        reason: one(await readForm(c), "reason"),
      });
      await closePosting(c.get("ctx"), { id: idOf(c), reason });
      return done(c, desk, "close");
    })
    .post(`${desk.base}/:id/confirm`, desk.own, async (c) => {
      await confirmPosting(c.get("ctx"), { id: idOf(c) });
      return done(c, desk, "confirm");
    });
