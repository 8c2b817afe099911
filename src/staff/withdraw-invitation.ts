import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { mayAppoint } from "./rules.ts";
import { settle } from "./settle.ts";

/**
 * Withdraws an open invitation. Throws NOT_FOUND unless the caller may appoint at its place, INVITATION_ENDED
 * for one that is not open.
 */
export async function withdrawInvitation(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  requireAccount(ctx.actor);
  await inTransaction(ctx, (tx) =>
    settle(tx, ctx, { id, status: "withdrawn", may: (row) => mayAppoint(ctx.actor, row.place) }),
  );
}
