import { notify, notifyAll } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { askForPlan } from "../fair/index.ts";
import { cancelledNotices, interviewNotices, turnNotices } from "./notices.ts";
import { planInterviews } from "./plan-interviews.ts";
import { releaseTurn } from "./queue/release-turn.ts";
import { soonNotices } from "./remote/turn-notices.ts";
import { CLAIM_MIN, GATE_HEARD_MIN, NO_SHOW_MIN, SOON_MIN } from "./rules.ts";
import { closeQueues, selectNotCome, selectSoon, selectUnclaimed } from "./store/due-turns.ts";
import { fairsWithOutdatedPlan } from "./store/interviews.ts";
import { lockEntry } from "./store/queue.ts";
import { selectSoonTurns } from "./store/told-meetings.ts";
import { cancelGroundless } from "./store/wishes.ts";

export type Tended = { noShows: number; booked: number; reminded: number };

/** Releases a turn if its status is still the given one. Returns the number released: 1 or 0. */
const release = (ctx: RequestContext, id: string, status: "called" | "waiting"): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const entry = await lockEntry(tx, id);
    if (entry?.status !== status) return 0;
    await releaseTurn(tx, ctx, entry);
    return 1;
  });

/** Notifies the people whose interview starts within SOON_MIN minutes, each once, at fairs of all nodes. */
async function remind(ctx: RequestContext): Promise<number> {
  const here = await notifyAll(
    ctx,
    (db, limit) => selectSoon(db, SOON_MIN, limit),
    (tx, soon) => interviewNotices(tx, "interviewSoon", soon),
  );
  const away = await notifyAll(ctx, (db, limit) => selectSoonTurns(db, SOON_MIN, limit), soonNotices);
  return here + away;
}

/**
 * Runs the upkeep of interviews. Releases the turns of people who did not come within NO_SHOW_MIN minutes
 * after the call. Releases those of people who had not entered the hall CLAIM_MIN minutes before the
 * interview.
 * Then cancels interviews that cannot take place, closes queues, solves outdated timetables and sends
 * reminders. Safe to run concurrently.
 */
export async function interviewUpkeep(ctx: RequestContext): Promise<Tended> {
  let noShows = 0;
  const claim = { beforeMin: CLAIM_MIN, heardMin: GATE_HEARD_MIN };
  for (const { id } of await selectNotCome(ctx.db, NO_SHOW_MIN)) noShows += await release(ctx, id, "called");
  for (const { id } of await selectUnclaimed(ctx.db, claim)) noShows += await release(ctx, id, "waiting");
  await inTransaction(ctx, async (tx) => {
    const gone = await cancelGroundless(tx);
    await notify(tx, ctx, await cancelledNotices(tx, gone));
    for (const fairId of new Set(gone.map((one) => one.fairId))) await askForPlan(tx, fairId);
    await notify(tx, ctx, await turnNotices(tx, "queueClosed", await closeQueues(tx)));
  });
  let booked = 0;
  for (const fairId of await fairsWithOutdatedPlan(ctx.db)) booked += await planInterviews(ctx, fairId);
  return { noShows, booked, reminded: await remind(ctx) };
}
