import type { Context } from "hono";
import { z } from "zod";
import { getEnterprise, listPendingClaims } from "../../../../enterprises/index.ts";
import { UUID } from "../../../../platform/core/ids.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import {
  countEnterprisePostings,
  createPosting,
  listEnterprisePostings,
  MANAGED_STATUSES,
  ObjectionInput,
  objectToClosing,
  PostingInput,
  submitPosting,
} from "../../../../postings/index.ts";
import { DonePage } from "../../../components/done.tsx";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import {
  cursorOf,
  type Fields,
  fieldText,
  formStatus,
  parse,
  pathId,
  readForm,
  submitForm,
} from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { MEMBER, onRecord } from "../../../policies.ts";
import { EDITOR, ENTERPRISE_POSTINGS } from "../../../text/enterprise/pages.ts";
import { VIOLATIONS } from "../../../text/union/violations.ts";
import { NewPostingPage } from "../../editor/new-posting-page.tsx";
import { asksPay, payOfForm } from "../../editor/pay-of-form.ts";
import { postingOf, postingValues, requireWords } from "../../editor/posting-form.tsx";
import { keptBack, mustRewrite } from "../../editor/rewrite.ts";
import { editorPages, type PostingEditor, refusedBeside, refusedEdit, saved } from "../../editor/routes.tsx";
import { enterpriseOf } from "../current-enterprise.ts";
import { SuspendedNotice } from "../suspended-section.tsx";
import { draftPages } from "./drafts/routes.tsx";
import { EnterprisePostingsPage } from "./postings-page.tsx";

const editor: PostingEditor = {
  base: "/enterprise/postings",
  heading: ENTERPRISE_POSTINGS.heading,
  audience: "enterprise",
  policy: onRecord(MEMBER, "posting", "enterprise"),
};
const audience = "enterprise" as const;
const PAGE = 20;

async function createFrom(c: Context<Env>, fields: Fields) {
  const ctx = c.get("ctx");
  requireWords(fields, fieldText(fields, "action") === "submit");
  const created = await createPosting(
    ctx,
    parse(PostingInput, { enterpriseId: fieldText(fields, "enterpriseId"), ...postingOf(fields) }),
    UUID.test(fieldText(fields, "once")) ? fieldText(fields, "once") : null,
  );
  if (created.status !== "draft") return saved(c, editor, created, true);
  if (fieldText(fields, "action") !== "submit") return saved(c, editor, created, false);
  if (mustRewrite(created, fields)) return keptBack(c, editor.base, created.id);
  try {
    await submitPosting(ctx, { id: created.id });
    return saved(c, editor, created, true);
  } catch (error) {
    return refusedEdit(c, editor, { id: created.id, error, fields: postingValues(created) });
  }
}

type NewPosting = { enterpriseId: string; form: FormState | null; once: string };

/** Shows the form of a new posting. A suspended enterprise gets no empty form, but keeps a filled one. */
async function newPage(c: Context<Env>, { enterpriseId, form, once }: NewPosting) {
  const enterprise = UUID.test(enterpriseId) ? await getEnterprise(c.get("ctx"), enterpriseId) : null;
  const suspended = enterprise?.management?.status === "suspended";
  const status = formStatus(form ?? EMPTY_FORM);
  const pay = await payOfForm(c, form?.values ?? {});
  return page(c, { title: EDITOR.newTitle, audience, status }, (shell) => (
    <NewPostingPage
      shell={shell}
      form={form ?? (suspended ? null : EMPTY_FORM)}
      pay={pay}
      enterpriseId={enterpriseId}
      once={once}
      notice={enterprise ? <SuspendedNotice enterprise={enterprise} short /> : null}
    />
  ));
}

/** The enterprise's postings: the list, and the form of a new posting. */
const listPages = new Pages()
  .get("/enterprise/postings", MEMBER, async (c) => {
    const status = z.enum(MANAGED_STATUSES).safeParse(c.req.query("status")).data;
    const { id: enterpriseId } = enterpriseOf(c);
    const [enterprise, claims, counts, { items, nextCursor }] = await Promise.all([
      getEnterprise(c.get("ctx"), enterpriseId),
      listPendingClaims(c.get("ctx")),
      countEnterprisePostings(c.get("ctx"), enterpriseId),
      listEnterprisePostings(c.get("ctx"), {
        enterpriseId,
        cursor: cursorOf(c),
        limit: PAGE,
        ...(status ? { status } : {}),
      }),
    ]);
    const { ids } = c.get("ctx");
    const data = {
      enterprise,
      claims,
      items: items.map((posting) => ({ posting, once: ids.uuid() })),
      counts,
      status: status ?? null,
      next: nextCursor,
    };
    return page(c, { title: ENTERPRISE_POSTINGS.title, audience }, (shell) => (
      <EnterprisePostingsPage shell={shell} data={data} />
    ));
  })
  .get("/enterprise/postings/new", MEMBER, (c) =>
    newPage(c, { enterpriseId: enterpriseOf(c).id, form: null, once: c.get("ctx").ids.uuid() }),
  )
  .post("/enterprise/postings/new", MEMBER, async (c) => {
    const fields = await readForm(c);
    const showAgain = (form: FormState) =>
      newPage(c, {
        enterpriseId: fieldText(fields, "enterpriseId"),
        form,
        once: fieldText(fields, "once"),
      });
    return submitForm(
      fields,
      async () => (asksPay(fields) ? showAgain({ values: fields, errors: [] }) : createFrom(c, fields)),
      showAgain,
    );
  })
  .post("/enterprise/postings/:id/objection", editor.policy, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    try {
      const { objection } = parse(ObjectionInput, { objection: fieldText(fields, "objection") });
      await objectToClosing(c.get("ctx"), { id, objection });
      return page(c, { title: VIOLATIONS.objected, audience }, () => (
        <DonePage
          title={VIOLATIONS.objected}
          next={VIOLATIONS.objectedNext}
          back={{ href: `/enterprise/postings/${id}`, text: ENTERPRISE_POSTINGS.heading }}
        />
      ));
    } catch (error) {
      return refusedBeside(c, editor, { id, error, fields });
    }
  });

export const postingPages = [draftPages, listPages, editorPages(editor)];
