import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { followUpNotices } from "../notices.ts";
import { insertDue } from "../store/follow-ups.ts";

const BATCH = 500;

/**
 * Inserts the follow-ups that are due 7, 30 and 90 days after a start, each once. Notifies the person and the
 * enterprise. Safe to run concurrently. Returns the number of follow-ups inserted.
 */
export async function followUpUpkeep(ctx: RequestContext): Promise<number> {
  for (let asked = 0; ; ) {
    const batch = await inTransaction(ctx, async (tx) => {
      const due = await insertDue(tx, BATCH);
      await notify(tx, ctx, await followUpNotices(tx, due));
      return due.length;
    });
    asked += batch;
    if (batch < BATCH) return asked;
  }
}
