import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import {
  computeFigures,
  type DueAudience,
  eraseViewers,
  hasViewers,
  lockAudience,
  selectDueAudiences,
  storeFigures,
} from "../store/figures.ts";
import { tellAudience } from "../told/tell-audience.ts";

/** Livestreams that one run tends. The next run, a minute later, goes on. */
const AT_ONCE = 50;

/** Stores the figures, and tells those of a copy to its home. */
async function freeze(
  tx: Tx,
  ctx: RequestContext,
  { livestreamId, origin }: { livestreamId: string; origin: Date },
) {
  const figures = await computeFigures(tx, { livestreamId, origin });
  await storeFigures(tx, livestreamId, figures);
  await tellAudience(tx, ctx, { livestreamId, figures });
}

/**
 * Stores the figures of one livestream, and deletes the rows behind them if it is time. Both happen in the
 * caller's transaction, so that a crash between them loses and doubles nothing. A second worker waits for the
 * lock and finds nothing to do.
 */
export async function settleAudience(
  tx: Tx,
  ctx: RequestContext,
  { livestreamId, erase }: DueAudience,
): Promise<number | null> {
  const audience = await lockAudience(tx, livestreamId);
  if (!audience) return null;
  // A backup has no viewers. After a restore, the stored figures stay.
  if (audience.figures === null || (await hasViewers(tx, livestreamId)))
    await freeze(tx, ctx, { livestreamId, origin: audience.origin });
  if (!erase) return null;
  const viewers = await eraseViewers(tx, livestreamId);
  const subject = { subjectKind: "livestream", subjectId: livestreamId, city: null };
  await recordAudit(tx, ctx, { action: "livestream.eraseViewers", ...subject, detail: { viewers } });
  return viewers;
}

/**
 * Stores the figures of livestreams that ended, and deletes the rows of viewers 24 hours after the end. For
 * the upkeep of each minute: it finds its work in the rows. If one livestream fails, the others still go on;
 * then the first error is thrown.
 */
export async function tendAudiences(ctx: RequestContext): Promise<{ frozen: number; erased: number }> {
  const due = await selectDueAudiences(ctx.db, AT_ONCE);
  const failures: unknown[] = [];
  let erased = 0;
  for (const one of due)
    try {
      if ((await inTransaction(ctx, (tx) => settleAudience(tx, ctx, one))) !== null) erased += 1;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return { frozen: due.length - erased, erased };
}
