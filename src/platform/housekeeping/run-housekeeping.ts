import type { RequestContext } from "../context.ts";
import { deletePast, platformRetention, type Retention } from "./store.ts";

/** Rows per statement, so that locks are short. */
const BATCH = 1_000;

/**
 * Deletes rows past their retention: the platform's own, and those that capabilities declare. Idempotent.
 * Returns the number of rows.
 */
export async function runHousekeeping(
  ctx: RequestContext,
  capabilities: readonly Retention[],
): Promise<number> {
  let rows = 0;
  for (const retention of [...platformRetention, ...capabilities])
    for (;;) {
      const gone = await deletePast(ctx.db, retention, BATCH);
      rows += gone;
      if (gone < BATCH) break;
    }
  ctx.log.info({ rows }, "housekeeping");
  return rows;
}
