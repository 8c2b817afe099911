import type { RequestContext } from "../../../platform/context.ts";
import { notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { hostCities, selectFair } from "../../fair/index.ts";
import type { InvitationView } from "../schema.ts";
import { type Invited, insertInvitation, selectInvitations, selectInvited } from "../store/invitations.ts";

/**
 * Returns the account of the calling officer, and its city among the cities of the fair. Throws NOT_FOUND if
 * the officer's cities take no part.
 */
async function invitingFor(ctx: RequestContext, fairId: string) {
  const account = requireOfficer(ctx.actor);
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  const city = orNotFound(hostCities(account).find((own) => fair.cities.some((part) => part.city === own)));
  return { account, city };
}

/**
 * Creates an invitation for an enterprise from outside the agreement, from the caller's city. Whoever has its
 * code may register one enterprise, which the inviting city then recommends.
 * Throws NOT_FOUND unless the caller is an officer of a whole city that takes part in the fair.
 */
export async function inviteEnterprise(
  ctx: RequestContext,
  { fairId, label }: { fairId: string; label: string },
): Promise<InvitationView> {
  const { account, city } = await invitingFor(ctx, fairId);
  const invitation = { id: ctx.ids.uuid(), fairId, city, label, code: ctx.ids.reference() };
  await inTransaction(ctx, async (tx) => {
    await insertInvitation(tx, { ...invitation, createdBy: account.accountId });
    const subject = { subjectKind: "fair", subjectId: fairId, city };
    await recordAudit(tx, ctx, { action: "fair.invite", ...subject, detail: { invitation: invitation.id } });
  });
  const { fairId: _fair, ...view } = invitation;
  return { ...view, used: false };
}

/**
 * Lists the invitations of the caller's city to a fair, newest first. Throws NOT_FOUND as `inviteEnterprise`
 * does.
 */
export async function listInvitations(ctx: RequestContext, fairId: string): Promise<InvitationView[]> {
  const { city } = await invitingFor(ctx, fairId);
  return selectInvitations(ctx.db, fairId, [city]);
}

/**
 * Returns the fair and the inviting federation for an invitation code. Throws NOT_FOUND for an unknown code,
 * for a fair that is a draft, and for a code used by an enterprise of which the caller is no member.
 */
export async function readInvitation(ctx: RequestContext, code: string): Promise<Invited> {
  const account = requireAccount(ctx.actor);
  const invited = orNotFound(await selectInvited(ctx.db, code));
  const own = account.enterprises.some(({ id }) => id === invited.enterpriseId);
  if (invited.enterpriseId !== null && !own) throw notFound();
  return invited;
}
