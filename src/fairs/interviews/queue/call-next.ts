import type { Tx } from "../../../../db/client.ts";
import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, invalid } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { openBooth } from "../../booth-desk/index.ts";
import { turnNotices } from "../notices.ts";
import { sendBoothAct } from "../remote/send-acts.ts";
import { nextOf } from "../rules.ts";
import {
  endEntries,
  lockBoothQueue,
  lockPeople,
  markCalled,
  type QueueEntry,
  selectOpen,
} from "../store/queue.ts";

/**
 * Returns the entries to call now: the next one, or all waiting entries of its group interview. Empty if
 * nobody is due.
 */
function turnOf(waiting: readonly QueueEntry[], now: Date): QueueEntry[] {
  const next = nextOf(waiting, now);
  if (!next) return [];
  if (next.slotKind !== "group") return [next];
  return waiting.filter((one) => one.slotId === next.slotId);
}

/**
 * Calls the next entries and returns them. If other booths have just called all of their people, tries the
 * entries after them.
 */
async function callOf(
  tx: Tx,
  { waiting, now, recruiter }: { waiting: readonly QueueEntry[]; now: Date; recruiter: number },
): Promise<QueueEntry[]> {
  const turn = turnOf(waiting, now);
  if (turn.length === 0) return [];
  await lockPeople(
    tx,
    turn.map(({ id }) => id),
  );
  const called: QueueEntry[] = [];
  for (const entry of turn) if (await markCalled(tx, entry.id, recruiter)) called.push(entry);
  if (called.length > 0) return called;
  return callOf(tx, { waiting: waiting.filter((one) => !turn.includes(one)), now, recruiter });
}

async function callIn(
  tx: Tx,
  ctx: RequestContext,
  registrationId: string,
  recruiter: number,
): Promise<number[] | null> {
  const booth = await openBooth(tx, ctx, { registrationId });
  if (recruiter > booth.recruiters) throw invalid("recruiter", "TOO_BIG");
  if (!booth.hostedHere) {
    await sendBoothAct(tx, ctx, booth, { act: "call", recruiter });
    return null;
  }
  await lockBoothQueue(tx, registrationId);
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
 * Ends the recruiter's current talk and calls the next people, on the hall's screen and by notice. Returns
 * their numbers, empty if nobody is due, and null at a fair of another node: its host calls.
 * Throws INVALID_INPUT on `recruiter` if the booth has fewer recruiters. Throws QUEUE_STATE if a person whom
 * this recruiter called has not arrived yet.
 */
export async function callNext(
  ctx: RequestContext,
  { registrationId, recruiter }: { registrationId: string; recruiter: number },
): Promise<{ called: number[] | null }> {
  const called = await inTransaction(ctx, (tx) => callIn(tx, ctx, registrationId, recruiter));
  return { called };
}
