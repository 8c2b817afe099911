import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { followUpNotices } from "../notices.ts";
import { insertDue } from "../store/follow-ups.ts";

const BATCH = 500;

/**
 * Asks person and enterprise on day 7, 30 and 90 after a start whether the person still works there, once per
 * day. Safe to run concurrently. Returns the number of questions.
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
