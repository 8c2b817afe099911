import { InvitationInput, inviteEnterprise, readInvitation } from "../../../../../fairs/index.ts";
import { requireAccount } from "../../../../../platform/core/guard.ts";
import { Pages } from "../../../../../platform/http/index.ts";
import { DonePage } from "../../../../components/done.tsx";
import { fieldText, parse, pathId, readForm } from "../../../../forms.ts";
import { originOf, page } from "../../../../page.tsx";
import { FAIR_OFFICER, SIGNED_IN } from "../../../../policies.ts";
import { UNION_FAIRS } from "../../../../text/fairs/fair-union.ts";
import { INVITATIONS } from "../../../../text/fairs/registrations.ts";
import { invitationLink } from "./invitation-link.ts";

/**
 * The page that an invitation link opens: redirects to the registration form of the fair. A person without an
 * enterprise registers one first.
 */
export const invitedPages = new Pages().get("/invited", SIGNED_IN, async (c) => {
  const ctx = c.get("ctx");
  const code = c.req.query("code") ?? "";
  const { fairId, enterpriseId } = await readInvitation(ctx, code);
  const { enterprises } = requireAccount(ctx.actor);
  if (enterprises.length === 0) return c.redirect(`/enterprise/register?invitation=${code}`, 303);
  return c.redirect(`/enterprise/fairs/${fairId}${enterpriseId ? "" : `?invitation=${code}`}`, 303);
});

/** The form with which a union invites an enterprise from outside the agreement. */
export const invitationPages = new Pages().post("/union/fairs/:id/invitations", FAIR_OFFICER, async (c) => {
  const { label } = parse(InvitationInput, { label: fieldText(await readForm(c), "label") });
  const { code } = await inviteEnterprise(c.get("ctx"), { fairId: pathId(c), label });
  const back = { href: `/union/fairs/${pathId(c)}`, text: UNION_FAIRS.back };
  const next = `${INVITATIONS.invitationsHint} ${invitationLink(originOf(c), code)}`;
  return page(c, { title: INVITATIONS.invitations, audience: "union" }, () => (
    <DonePage title={label} reference={code} next={next} back={back} />
  ));
});
