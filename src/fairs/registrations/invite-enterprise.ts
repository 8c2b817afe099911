import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { hostCities, selectFair } from "../fair/index.ts";
import type { InvitationView } from "./schema.ts";
import { type Invited, insertInvitation, selectInvitations, selectInvited } from "./store/invitations.ts";

/** The caller's city among those of the fair: the inviting one. */
async function invitingFor(ctx: RequestContext, fairId: string) {
  const account = requireOfficer(ctx.actor);
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  const city = orNotFound(hostCities(account).find((own) => fair.cities.some((part) => part.city === own)));
  return { account, city };
}

/**
 * A city of the fair invites an enterprise from outside the agreement. The holder of the code may register
 * one enterprise, which this city then recommends. Throws NOT_FOUND for officers of other cities.
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

/** Invitations of the caller's city to a fair. */
export async function listInvitations(ctx: RequestContext, fairId: string): Promise<InvitationView[]> {
  const { city } = await invitingFor(ctx, fairId);
  return selectInvitations(ctx.db, fairId, [city]);
}

/**
 * The inviting city and the fair of an invitation code. Throws NOT_FOUND for an unknown code, and for one
 * that another enterprise used.
 */
export async function readInvitation(ctx: RequestContext, code: string): Promise<Invited> {
  const account = requireAccount(ctx.actor);
  const invited = orNotFound(await selectInvited(ctx.db, code));
  const own = account.enterprises.some(({ id }) => id === invited.enterpriseId);
  if (invited.enterpriseId !== null && !own) throw notFound();
  return invited;
}
