import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { askForPlan } from "../../fair/index.ts";
import { giveUpAway } from "../remote/send-acts.ts";
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
  await inTransaction(ctx, async (tx) => {
    const { fair, personId } = await withTicket(tx, ctx, fairId);
    if (!fair.hostedHere) return giveUpAway(tx, ctx, { fair, personId, registrationId });
    const command = { type: "queue.leave", target: fairId, id: undefined, input: { registrationId } };
    await runOnce(tx, ctx, command, async () => {
      const own = (await entriesOf(tx, fairId, personId)).find(
        (one) => one.registrationId === registrationId,
      );
      const entry = orNotFound(own && (await lockEntry(tx, own.id)));
      if (entry.status === "serving") throw new AppError("QUEUE_STATE", { facts: { status: entry.status } });
      await endEntries(tx, { id: entry.id }, { status: "left", interview: "cancelled" });
      if (entry.interviewId) await askForPlan(tx, fairId);
      await dropWish(tx, { fairId, personId, registrationId });
      await recordAudit(tx, ctx, { action: "queue.leave", subjectKind: "queueEntry", subjectId: entry.id });
      return {};
    });
  });
}
