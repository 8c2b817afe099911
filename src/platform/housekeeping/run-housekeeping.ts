import { forgetSuperseded } from "../changes/index.ts";
import type { RequestContext } from "../context.ts";
import { deletePast, platformRetention, type Retention } from "./store.ts";

/** Rows per delete statement, so that locks are short. */
const BATCH = 1_000;

/**
 * Deletes rows past their retention, of the platform and of `capabilities`, and payloads in logs that a newer
 * version replaced. Idempotent. Returns the number of deleted rows.
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
  const payloads = await forgetSuperseded(ctx.db);
  ctx.log.info({ rows, payloads }, "housekeeping");
  return rows;
}
