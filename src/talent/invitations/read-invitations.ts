import type { RequestContext } from "../../platform/context.ts";
import {
  decodeCursor,
  encodeCursor,
  instantOf,
  type Page,
  type PageRequest,
  uuidOf,
} from "../../platform/core/cursor.ts";
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
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const after = position && { at: instantOf(position[0]), id: uuidOf(position[1]) };
  const rows = await selectSent(ctx.db, enterpriseId, { after, limit: limit + 1 });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(({ id, cardId, at, applied, declined, postingId, title, open }) => ({
      id,
      cardId,
      posting: { id: postingId, title, open },
      at: at.toISOString(),
      applied,
      declined,
    })),
    nextCursor: last ? encodeCursor(question, [last.key, last.id]) : null,
  };
}

/** Returns the enterprises that may not see the caller's card, the latest first. */
export async function listTalentBlocks(ctx: RequestContext): Promise<TalentBlock[]> {
  const { accountId } = requireAccount(ctx.actor);
  return (await selectBlocks(ctx.db, accountId)).map(({ enterpriseId, name, at }) => ({
    enterprise: { id: enterpriseId, name },
    at: at.toISOString(),
  }));
}
