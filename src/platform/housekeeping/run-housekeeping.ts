import type { RequestContext } from "../context.ts";
import { deletePast, platformRetention, type Retention } from "./store.ts";

/** Rows per delete statement, so that locks are short. */
const BATCH = 1_000;

/**
 * Deletes rows past their retention, of the platform and of `capabilities`. Idempotent. Returns the number of
 * deleted rows.
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
