import type { RequestContext } from "../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireMemberOf } from "../../platform/core/guard.ts";
import type { SentTalentInvitation, TalentBlock, TalentInvitation } from "../schema.ts";
import { type InvitationRow, selectBlocks, selectInvitationsTo, selectSent } from "./store.ts";

const invitationView = (row: InvitationRow): TalentInvitation => ({
  id: row.id,
  enterprise: { id: row.enterpriseId, name: row.enterprise },
  posting: { id: row.postingId, title: row.title, open: row.open },
  at: row.at.toISOString(),
  applied: row.applied,
  declined: row.declined,
  blocked: row.blocked,
});

/** Returns the invitations to the caller, newest first, at most 100. */
export async function listTalentInvitations(ctx: RequestContext): Promise<TalentInvitation[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectInvitationsTo(ctx.db, accountId)).map(invitationView);
}

/** Returns one invitation to the caller. Throws NOT_FOUND for one to another person. */
export async function getTalentInvitation(ctx: RequestContext, id: string): Promise<TalentInvitation> {
  const { accountId } = requireAccount(ctx.actor);
  return invitationView(orNotFound((await selectInvitationsTo(ctx.db, accountId, id))[0]));
}

/** Lists invitations that an enterprise sent, newest first. Throws NOT_FOUND unless it is the caller's. */
export async function listSentTalentInvitations(
  ctx: RequestContext,
  { enterpriseId, cursor, limit }: PageRequest & { enterpriseId: string },
): Promise<Page<SentTalentInvitation>> {
  requireMemberOf(ctx.actor, enterpriseId);
  const question = `talent invitations ${enterpriseId}`;
  const after = placeAfter(question, cursor);
  const rows = await selectSent(ctx.db, enterpriseId, { after, limit: limit + 1 });
  return pageOf(
    question,
    rows,
    limit,
    ({ key }) => key,
    ({ id, cardId, at, applied, declined, postingId, title, open }) => ({
      id,
      cardId,
      posting: { id: postingId, title, open },
      at: at.toISOString(),
      applied,
      declined,
    }),
  );
}

/** Returns the enterprises that may not see the caller's card, the latest first. */
export async function listTalentBlocks(ctx: RequestContext): Promise<TalentBlock[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectBlocks(ctx.db, accountId)).map(({ enterpriseId, name, at }) => ({
    enterprise: { id: enterpriseId, name },
    at: at.toISOString(),
  }));
}
