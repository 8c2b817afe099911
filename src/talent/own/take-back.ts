import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { deleteTalentCard } from "../store.ts";

/**
 * Takes a card back: its consent ends and no query finds it from now on. Throws NOT_FOUND unless the caller
 * shows this card.
 */
export async function takeBackTalentCard(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const { consentId } = orNotFound(await deleteTalentCard(tx, accountId, { id }));
    await endConsent(tx, accountId, consentId);
    await recordAudit(tx, ctx, { action: "talent.takeBack", subjectKind: "talentCard", subjectId: id });
  });
}
