import { getEnterprise } from "../../enterprises/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { tellCard } from "../remote/tell-card.ts";
import { BLOCKS_MAX } from "../rules.ts";
import { lockCardsOf } from "../store.ts";
import { insertBlock } from "./store.ts";

/**
 * Hides the caller's cards from an enterprise, which can no longer invite the caller. If another node holds
 * the card, it gets the block as a new version of the card. Throws NOT_FOUND for an enterprise that the
 * caller cannot see, TALENT_BLOCK_LIMIT for more than BLOCKS_MAX.
 */
export async function blockEnterprise(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  const { homeCity } = await getEnterprise(ctx, id);
  await inTransaction(ctx, async (tx) => {
    await lockCardsOf(tx, accountId);
    if ((await insertBlock(tx, accountId, id)) > BLOCKS_MAX) throw new AppError("TALENT_BLOCK_LIMIT");
    await tellCard(tx, { accountId, city: homeCity });
    await recordAudit(tx, ctx, { action: "talent.block", subjectKind: "enterprise", subjectId: id });
  });
  ctx.ring("changes");
}
