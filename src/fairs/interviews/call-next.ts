import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, notFound, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { markArrived, openBooth } from "../booth-desk/index.ts";
import { askForPlan } from "../fair/index.ts";
import { interviewNotices, turnNotices } from "./notices.ts";
import { planInterviews } from "./plan-interviews.ts";
import { nextOf } from "./rules.ts";
import type { QueueActName } from "./schema.ts";
import {
  type Entry,
  endEntries,
  holdPeople,
  lockDesk,
  lockEntry,
  markCalled,
  selectOpen,
} from "./store/queue.ts";
import { dropWish } from "./store/wishes.ts";

/** The next entry, and for a group talk the whole group. */
function turnOf(waiting: readonly Entry[], now: Date): Entry[] {
  const next = nextOf(waiting, now);
  if (!next) return [];
  if (next.slotKind !== "group") return [next];
  return waiting.filter((one) => one.slotId === next.slotId);
}

/** Calls the next entries. Skips people whom another booth called a moment ago. */
async function callOf(
  tx: Tx,
  { waiting, now, recruiter }: { waiting: readonly Entry[]; now: Date; recruiter: number },
): Promise<Entry[]> {
  const turn = turnOf(waiting, now);
  if (turn.length === 0) return [];
  await holdPeople(
    tx,
    turn.map(({ id }) => id),
  );
  const called: Entry[] = [];
  for (const entry of turn) if (await markCalled(tx, entry.id, recruiter)) called.push(entry);
  if (called.length > 0) return called;
  return callOf(tx, { waiting: waiting.filter((one) => !turn.includes(one)), now, recruiter });
}

async function callIn(
  tx: Tx,
  ctx: RequestContext,
  registrationId: string,
  recruiter: number,
): Promise<number[]> {
  const booth = await openBooth(tx, ctx, { registrationId });
  if (recruiter > booth.recruiters) throw invalid("recruiter", "TOO_BIG");
  await lockDesk(tx, registrationId);
  await endEntries(tx, { registrationId, recruiter }, { status: "done", interview: "done" });
  const open = await selectOpen(tx, [registrationId]);
  if (open.some((one) => one.status === "called" && one.recruiter === recruiter))
    throw new AppError("QUEUE_STATE");
  const waiting = open.filter((one) => one.status === "waiting" && !one.elsewhere);
  const called = await callOf(tx, { waiting, now: booth.now, recruiter });
  await notify(tx, ctx, await turnNotices(tx, "queueCalled", called));
  const numbers = called.map((entry) => entry.number);
  const subject = { subjectKind: "fairRegistration", subjectId: registrationId, city: booth.hostCity };
  await recordAudit(tx, ctx, { action: "queue.call", ...subject, detail: { recruiter, numbers } });
  return numbers;
}

/**
 * A recruiter is free: ends the current talk and calls the next people, on the screen and by notice. Returns
 * their numbers, empty if nobody is due. Throws QUEUE_STATE while this recruiter awaits a called person.
 */
export async function callNext(
  ctx: RequestContext,
  { registrationId, recruiter }: { registrationId: string; recruiter: number },
): Promise<{ called: number[] }> {
  const called = await inTransaction(ctx, (tx) => callIn(tx, ctx, registrationId, recruiter));
  return { called };
}

/** Ends an unused turn: frees its slot and requests another timetable. */
export async function releaseIn(tx: Tx, ctx: RequestContext, entry: Entry): Promise<void> {
  await endEntries(tx, { id: entry.id }, { status: "left", noShow: true, interview: "noShow" });
  await askForPlan(tx, entry.fairId);
  const subject = { subjectKind: "queueEntry", subjectId: entry.id };
  await recordAudit(tx, ctx, { action: "queue.noShow", ...subject, detail: { number: entry.number } });
}

/** The booth cancels a turn: notifies its person, who gets no other time here, and frees the slot. */
async function cancelIn(tx: Tx, ctx: RequestContext, entry: Entry): Promise<void> {
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

/** The states of a turn in which each act is allowed. */
const OPEN_TO: Record<QueueActName, readonly Entry["status"][]> = {
  arrive: ["called"],
  finish: ["called", "serving"],
  noShow: ["called"],
  cancel: ["waiting"],
};

/**
 * Marks a called person as arrived, a talk as over, a person as absent, or a turn as cancelled. The timetable
 * is then solved again.
 */
export async function moveEntry(
  ctx: RequestContext,
  { registrationId, entryId, act }: { registrationId: string; entryId: string; act: QueueActName },
): Promise<void> {
  const fairId = await inTransaction(ctx, async (tx) => {
    await openBooth(tx, ctx, { registrationId });
    const entry = orNotFound(await lockEntry(tx, entryId));
    if (entry.registrationId !== registrationId) throw notFound();
    if (!OPEN_TO[act].includes(entry.status))
      throw new AppError("QUEUE_STATE", { facts: { status: entry.status } });
    if (act === "noShow") {
      await releaseIn(tx, ctx, entry);
      return entry.fairId;
    }
    if (act === "cancel") {
      await cancelIn(tx, ctx, entry);
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
