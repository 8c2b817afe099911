import type { Context } from "hono";
import { ClaimInput, claimEnterprise, getEnterprise, listOwnClaims } from "../../../../enterprises/index.ts";
import { isMemberOf } from "../../../../platform/core/guard.ts";
import { type Env, Pages } from "../../../../platform/http/index.ts";
import { EMPTY_FORM, type FormState } from "../../../components/forms.tsx";
import { fieldText, formStatus, pathId, readForm, submitForm } from "../../../forms.ts";
import { page } from "../../../page.tsx";
import { onRecord, SIGNED_IN } from "../../../policies.ts";
import { CLAIM } from "../../../text/enterprise/pages.ts";
import { parseWithCode } from "../profile/credit-code-section.tsx";
import { ClaimPage } from "./claim-page.tsx";

const claimable = onRecord(SIGNED_IN, "enterprise", "readers");
const audience = "enterprise" as const;

/**
 * Shows the claim to an enterprise. `known`: the person tried to register this enterprise, so the status is
 * 409. Throws NOT_FOUND if the person may not see the enterprise.
 */
export async function claimPage(
  c: Context<Env>,
  { id, form = EMPTY_FORM, known = false }: { id: string; form?: FormState; known?: boolean },
) {
  const ctx = c.get("ctx");
  const [enterprise, [last = null]] = await Promise.all([getEnterprise(ctx, id), listOwnClaims(ctx, id)]);
  const status = known ? 409 : formStatus(form);
  return page(c, { title: CLAIM.heading(enterprise.name), audience, status }, (shell) => (
    <ClaimPage shell={shell} data={{ form, enterprise, known, last }} />
  ));
}

/** Pages to claim an enterprise, and to see what became of the claim. */
export const claimPages = new Pages()
  .get("/enterprise/claim/:id", claimable, async (c) =>
    isMemberOf(c.get("ctx").actor, pathId(c))
      ? c.redirect(`/enterprise/postings?enterprise=${pathId(c)}`, 303)
      : claimPage(c, { id: pathId(c) }),
  )
  .post("/enterprise/claim/:id", claimable, async (c) => {
    const fields = await readForm(c);
    const id = pathId(c);
    return submitForm(
      fields,
      async () => {
        const texts = { statement: fieldText(fields, "statement"), uscc: fieldText(fields, "uscc") };
        const input = parseWithCode(ClaimInput, texts, fields);
        await claimEnterprise(c.get("ctx"), { enterpriseId: id, ...input });
        return c.redirect(`/enterprise/claim/${id}`, 303);
      },
      (form) => claimPage(c, { id, form }),
    );
  });
