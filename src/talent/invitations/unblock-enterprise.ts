import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { tellCard } from "../remote/tell-card.ts";
import { lockCardsOf } from "../store.ts";
import { deleteBlock } from "./store.ts";

/** Lets an enterprise find the caller's cards again. Throws NOT_FOUND unless the caller blocked it. */
export async function unblockEnterprise(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await lockCardsOf(tx, accountId);
    const city = orNotFound(await deleteBlock(tx, accountId, id));
    await tellCard(tx, { accountId, city });
    await recordAudit(tx, ctx, { action: "talent.unblock", subjectKind: "enterprise", subjectId: id });
  });
  ctx.ring("changes");
}
