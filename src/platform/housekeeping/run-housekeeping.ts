import type { RequestContext } from "../context.ts";
import { deletePastKeeping } from "./store.ts";

/**
 * Deletes what no rule needs any more: sessions 30 days after their end, one-time codes, their counts and idempotency keys
 * after 2 days, messages that came too late to be sent, e-mail addresses 7 days after the link to confirm them expired, tasks 30 days after they were done. Stands a repeat; returns the number of rows.
 */
export async function runHousekeeping(ctx: RequestContext): Promise<number> {
  const rows = await deletePastKeeping(ctx.db, 1_000);
  ctx.log.info({ rows }, "housekeeping");
  return rows;
}
