import { openEpoch } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { deleteRestored, type RestoredLog } from "./store.ts";

/**
 * Ends the waiting of a restored log: it goes on, or begins an epoch that opens with its state. From then on
 * it is served.
 */
export async function endWaiting(
  ctx: RequestContext,
  { stream, city }: RestoredLog,
  epoch: number | null,
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    if (!(await deleteRestored(tx, stream))) return;
    const size = epoch === null ? null : await openEpoch(tx, { stream, epoch });
    await recordAudit(tx, ctx, {
      action: epoch === null ? "federation.log_goes_on" : "federation.epoch_opened",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: epoch === null ? {} : { epoch, size },
    });
  });
}
