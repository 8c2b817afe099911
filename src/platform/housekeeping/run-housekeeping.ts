import type { RequestContext } from "../context.ts";
import { deletePast, platformRetention, type Retention } from "./store.ts";

/** Rows of one statement, so that no lock is held long. */
const BATCH = 1_000;

/**
 * Deletes rows that no rule needs any more: the platform's own and those that capabilities name. Running it again is
 * harmless. Returns the number of rows.
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
