import type { Tx } from "../../../../db/client.ts";
import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { markArrived, openBooth } from "../../booth-desk/index.ts";
import { askForPlan } from "../../fair/index.ts";
import { interviewNotices, turnNotices } from "../notices.ts";
import { planInterviews } from "../plan-interviews.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import type { QueueActName } from "../schema.ts";
import { endEntries, lockEntry, type QueueEntry } from "../store/queue.ts";
import { dropWish } from "../store/wishes.ts";
import { releaseTurn } from "./release-turn.ts";

/**
 * Cancels a waiting queue entry on behalf of the booth. Notifies the person, deletes the wish so that no
 * other time is booked here, and requests another timetable.
 */
async function cancelTurn(tx: Tx, ctx: RequestContext, entry: QueueEntry): Promise<void> {
  await endEntries(tx, { id: entry.id }, { status: "left", interview: "cancelled" });
  await dropWish(tx, entry);
  await askForPlan(tx, entry.fairId);
  const booked = entry.interviewId;
  const notices = booked
    ? await interviewNotices(tx, "interviewCancelled", [{ ...entry, id: booked }])
    : await turnNotices(tx, "queueCancelled", [entry]);
  await notify(tx, ctx, notices);
  const subject = { subjectKind: "queueEntry", subjectId: entry.id };
  await recordAudit(tx, ctx, { action: "queue.cancel", ...subject, detail: { number: entry.number } });
}

/** The statuses of a queue entry in which each act is allowed. */
const OPEN_TO: Record<QueueActName, readonly QueueEntry["status"][]> = {
  arrive: ["called"],
  finish: ["called", "serving"],
  noShow: ["called"],
  cancel: ["waiting"],
};

/**
 * Marks a called person as arrived or absent, ends a talk, or cancels a waiting turn. After an absence or a
 * cancellation, solves the timetable again. At a fair of another node its host does all this.
 * Throws NOT_FOUND for an entry of another booth, QUEUE_STATE if the entry's status does not allow the act.
 */
export async function moveEntry(
  ctx: RequestContext,
  { registrationId, entryId, act }: { registrationId: string; entryId: string; act: QueueActName },
): Promise<void> {
  const fairId = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId });
    if (!booth.hostedHere) {
      await sendBoothAct(tx, ctx, booth, { act: "move", entryId, move: act });
      return null;
    }
    const entry = orNotFound(await lockEntry(tx, entryId));
    if (entry.registrationId !== registrationId) throw notFound();
    if (!OPEN_TO[act].includes(entry.status))
      throw new AppError("QUEUE_STATE", { facts: { status: entry.status } });
    if (act === "noShow") {
      await releaseTurn(tx, ctx, entry);
      return entry.fairId;
    }
    if (act === "cancel") {
      await cancelTurn(tx, ctx, entry);
      return entry.fairId;
    }
    if (act === "arrive") await markArrived(tx, { id: entry.id });
    else await endEntries(tx, { id: entry.id }, { status: "done", interview: "done" });
    const subject = { subjectKind: "queueEntry", subjectId: entry.id };
    await recordAudit(tx, ctx, { action: `queue.${act}`, ...subject });
    return null;
  });
  if (fairId) await planInterviews(ctx, fairId);
}
