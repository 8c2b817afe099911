import { ensureAccount, hasSignedIn, issueSignInLink, lockAccount, selectStaff } from "../identity/index.ts";
import { notify } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { accountIdOf } from "../platform/core/actor.ts";
import { AppError, notFound, orNotFound } from "../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { invitationViews } from "./list-staff.ts";
import { makeNotice } from "./notices.ts";
import { placeName } from "./place-names.ts";
import { mayAppoint, OPEN_MAX, STAFF_MAX } from "./rules.ts";
import { type InviteAnswer, InviteInput } from "./schema.ts";
import { insertInvitation, selectInvitations } from "./store.ts";

/**
 * Invites a person by phone to a role, also one who has never signed in. The person is told, and must accept.
 * Where no gateway sends codes, the answer has a sign-in link for a person who has never signed in.
 * Throws NOT_FOUND for a place at which the caller may not appoint, ALREADY_STAFF for a person who has the
 * role, INVITATION_OPEN for an invited one, RATE_LIMITED at OPEN_MAX open invitations.
 */
export async function invite(ctx: RequestContext, given: InviteInput): Promise<InviteAnswer> {
  const { phone, name, place } = InviteInput.parse(given);
  if (!mayAppoint(ctx.actor, place)) throw notFound();
  const title = await placeName(ctx, place);
  const { row, link } = await inTransaction(ctx, async (tx) => {
    const accountId = await ensureAccount(ctx, tx, { phone });
    await lockAccount(tx, accountId);
    const people = await selectStaff(tx, place, STAFF_MAX);
    if (people.some((person) => person.accountId === accountId)) throw new AppError("ALREADY_STAFF");
    if ((await selectInvitations(tx, place, OPEN_MAX)).length >= OPEN_MAX) throw new AppError("RATE_LIMITED");
    const invitedBy = accountIdOf(ctx.actor);
    const made = await insertInvitation(tx, { id: ctx.ids.uuid(), accountId, place, name, invitedBy });
    if (!made) throw new AppError("INVITATION_OPEN");
    await recordAudit(tx, ctx, {
      action: "staff.invite",
      subjectKind: "account",
      subjectId: accountId,
      city: place.kind === "officer" ? place.city : null,
      detail: { invitationId: made.id, place },
    });
    const about = { subjectId: made.id, params: { title }, cause: `staff:${made.id}:invited` };
    await notify(tx, ctx, [makeNotice("staffInvited", { account: accountId, ...about })]);
    const unreached = ctx.config.production && !ctx.config.sms && !(await hasSignedIn(tx, accountId));
    return { row: made, link: unreached ? await issueSignInLink(tx, ctx, accountId) : null };
  });
  ctx.ring("tasks");
  const invitation = orNotFound((await invitationViews(ctx, [row]))[0]);
  return { invitation, ...(link && { linkToken: link.token }) };
}
