import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound } from "../../../platform/core/errors.ts";
import { requireAccount } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { askForPlan } from "../../fair/index.ts";
import { withTicket } from "../set-wishes.ts";
import { endEntries, entriesOf, lockEntry } from "../store/queue.ts";
import { dropWish } from "../store/wishes.ts";

/**
 * Gives up the caller's number at a booth, the interview booked with it, and the wish for this booth.
 * Throws NOT_FOUND if the caller has no number, QUEUE_STATE if the interview has started.
 */
export async function leaveQueue(
  ctx: RequestContext,
  { fairId, registrationId }: { fairId: string; registrationId: string },
): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await withTicket(tx, ctx, fairId);
    const own = (await entriesOf(tx, fairId, accountId)).find((one) => one.registrationId === registrationId);
    const entry = own && (await lockEntry(tx, own.id));
    if (!entry) throw notFound();
    if (entry.status === "serving") throw new AppError("QUEUE_STATE", { facts: { status: entry.status } });
    await endEntries(tx, { id: entry.id }, { status: "left", interview: "cancelled" });
    if (entry.interviewId) await askForPlan(tx, fairId);
    await dropWish(tx, { fairId, personId: accountId, registrationId });
    await recordAudit(tx, ctx, { action: "queue.leave", subjectKind: "queueEntry", subjectId: entry.id });
  });
}
