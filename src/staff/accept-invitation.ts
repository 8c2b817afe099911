import { grantMembership, nameIfNameless, openSession, sessionAnswer } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { placeName } from "./place-names.ts";
import { settle, tell } from "./settle.ts";
import type { InvitationRow } from "./store.ts";

/**
 * Accepts an invitation to the caller. Grants the role, and ends the caller's sessions: the answer is a new
 * one with the role. Throws NOT_FOUND for an invitation to somebody else, INVITATION_ENDED for one that is
 * accepted, declined, withdrawn or expired.
 */
export async function acceptInvitation(ctx: RequestContext, { id }: { id: string }) {
  const { accountId } = requireAccount(ctx.actor);
  const opened = await inTransaction(ctx, async (tx) => {
    const may = (row: InvitationRow) => row.accountId === accountId;
    const row = await settle(tx, ctx, { id, status: "accepted", may });
    await grantMembership(tx, ctx, { accountId, membership: row.place, grantedBy: row.invitedBy });
    await nameIfNameless(tx, accountId, row.name);
    await tell(tx, ctx, { row, kind: "staffAccepted", title: await placeName(ctx, row.place) });
    return openSession(tx, ctx, accountId);
  });
  return sessionAnswer(ctx, opened);
}
