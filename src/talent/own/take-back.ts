import type { Tx } from "../../../db/client.ts";
import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { eraseCard } from "../remote/tell-card.ts";
import { deleteTalentCard, type GoneCard, type WhichCard } from "../store.ts";

/**
 * Ends one of a person's cards with its consent, in a transaction of the caller. A city of another node is
 * told to erase it. Returns undefined if the person shows no such card.
 */
export async function endTalentCard(
  tx: Tx,
  accountId: string,
  which: WhichCard,
): Promise<GoneCard | undefined> {
  const card = await deleteTalentCard(tx, accountId, which);
  if (!card) return undefined;
  await endConsent(tx, accountId, card.consentId);
  await eraseCard(tx, card);
  return card;
}

/**
 * Takes a card back: its consent ends and no query finds it from now on, whether the receiving city's node
 * can be reached or not. Throws NOT_FOUND unless the caller shows this card.
 */
export async function takeBackTalentCard(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    orNotFound(await endTalentCard(tx, accountId, { id }));
    await recordAudit(tx, ctx, { action: "talent.takeBack", subjectKind: "talentCard", subjectId: id });
  });
  ctx.ring("changes");
}
