import type { RequestContext } from "../../context.ts";
import { inTransaction } from "../../core/store.ts";
import { askForPlan, fairsBehind } from "../store/day/interviews.ts";
import { closeQueues, lockEntry, selectNotCome } from "../store/day/queue.ts";
import { cancelGroundless } from "../store/day/wishes.ts";
import { releaseIn } from "./call-next.ts";
import { planInterviews } from "./plan-interviews.ts";
import { NO_SHOW_MIN } from "./rules.ts";

export type Tended = { noShows: number; booked: number };

/**
 * What time alone brings about: who does not come ten minutes after the call loses the turn, what has lost its ground
 * ends, and every timetable that is behind is solved. Any number of processes may do it at once.
 */
export async function tendInterviews(ctx: RequestContext): Promise<Tended> {
  let noShows = 0;
  for (const { id } of await selectNotCome(ctx.db, NO_SHOW_MIN)) {
    const released = await inTransaction(ctx, async (tx) => {
      const entry = await lockEntry(tx, id);
      if (entry?.status !== "called") return false;
      await releaseIn(tx, ctx, entry);
      return true;
    });
    if (released) noShows += 1;
  }
  await inTransaction(ctx, async (tx) => {
    for (const fairId of await cancelGroundless(tx)) await askForPlan(tx, fairId);
    await closeQueues(tx);
  });
  let booked = 0;
  for (const fairId of await fairsBehind(ctx.db)) booked += await planInterviews(ctx, fairId);
  return { noShows, booked };
}
