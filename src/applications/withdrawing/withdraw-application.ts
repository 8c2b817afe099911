import type { Tx } from "../../../db/client.ts";
import { endConsent } from "../../candidates/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { sendAct } from "../remote/route.ts";
import { requireTransition } from "../rules.ts";
import { type LockedApplication, lockApplication, writeStep } from "../store/writes.ts";

/**
 * Withdraws a locked application inside a transaction, and ends its consent. Another node that holds the card
 * is told to erase it. Throws APPLICATION_STATE if it
 * can no longer be withdrawn.
 */
export async function withdrawIn(tx: Tx, ctx: RequestContext, locked: LockedApplication): Promise<void> {
  const status = requireTransition(locked.status, "withdraw");
  await endConsent(tx, locked.accountId, locked.consentId);
  const rev = await writeStep(tx, { id: locked.id, status });
  await sendAct(tx, ctx, "withdraw", locked);
  await recordStep(tx, ctx, { of: locked, kind: "withdraw", by: "seeker", status, rev });
}

/**
 * Withdraws the caller's application, once per command. From the next request on, the enterprise cannot see
 * the card. Throws NOT_FOUND for the application of another person, APPLICATION_STATE if it can no longer be
 * withdrawn.
 */
export async function withdrawApplication(
  ctx: RequestContext,
  { id, commandId }: { id: string; commandId?: string | undefined },
): Promise<void> {
  const personId = requirePerson(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, id));
    if (locked.accountId !== personId) throw notFound();
    const command = { type: "application.withdraw", target: id, id: commandId, input: null };
    await runOnce(tx, ctx, command, async () => {
      await withdrawIn(tx, ctx, locked);
      return { id };
    });
  });
  ctx.ring("changes");
}
