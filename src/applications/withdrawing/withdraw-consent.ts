import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { endTalentCard } from "../../talent/index.ts";
import { recordStep } from "../record.ts";
import { lockByConsent, writeStep } from "../store/writes.ts";
import { withdrawIn } from "./withdraw-application.ts";

/**
 * Withdraws the caller's consent; access to the card ends at once. An unanswered application is withdrawn
 * too. An answered one stays, with its history. A card of the talent pool goes with its consent. Throws
 * NOT_FOUND for the consent of another person.
 */
export async function withdrawConsent(ctx: RequestContext, input: { id: string }): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = await lockByConsent(tx, accountId, input.id);
    if (locked?.status === "sent") return withdrawIn(tx, ctx, locked);
    if (await endTalentCard(tx, accountId, { consentId: input.id })) return;
    if (!(await endConsent(tx, accountId, input.id))) throw notFound();
    if (!locked?.consentStands) return;
    const { status } = locked;
    const rev = await writeStep(tx, { id: locked.id, status });
    await recordStep(tx, ctx, { of: locked, kind: "consentEnd", by: "seeker", status, rev });
  });
  ctx.ring("changes");
}
