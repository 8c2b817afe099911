import { getEnterprise } from "../../enterprises/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { lockCardsOf } from "../store.ts";
import { insertBlock } from "./store.ts";

/**
 * Hides the caller's cards from an enterprise, which can no longer invite the caller. Throws NOT_FOUND for an
 * enterprise that the caller cannot see.
 */
export async function blockEnterprise(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await getEnterprise(ctx, id);
  await inTransaction(ctx, async (tx) => {
    await lockCardsOf(tx, accountId);
    await insertBlock(tx, accountId, id);
    await recordAudit(tx, ctx, { action: "talent.block", subjectKind: "enterprise", subjectId: id });
  });
}
