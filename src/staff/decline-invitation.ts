import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { placeName } from "./place-names.ts";
import { settle, tell } from "./settle.ts";
import type { InvitationRow } from "./store.ts";

/** Declines an invitation to the caller. Throws as acceptInvitation does. */
export async function declineInvitation(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const may = (row: InvitationRow) => row.accountId === accountId;
    const row = await settle(tx, ctx, { id, status: "declined", may });
    await tell(tx, ctx, { row, kind: "staffDeclined", title: await placeName(ctx, row.place) });
  });
}
