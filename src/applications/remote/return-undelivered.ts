import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { lockApplication, writeStep } from "../store/writes.ts";

/**
 * Takes back an application that the home of its posting refused or did not answer in time: ends its consent,
 * so that the card is erased there, and tells the person. The person may send it again. Changes nothing if
 * the application is no longer under way, or rests on another card because it was sent again.
 */
export async function returnUndelivered(
  ctx: RequestContext,
  { id, cardId }: { id: string; cardId: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = await lockApplication(tx, id);
    if (locked?.status !== "sent" || locked.consentId !== cardId) return;
    await endConsent(tx, locked.accountId, locked.consentId);
    const rev = await writeStep(tx, { id, status: "withdrawn" });
    await recordStep(tx, ctx, { of: locked, kind: "undelivered", by: "system", status: "withdrawn", rev });
  });
}
