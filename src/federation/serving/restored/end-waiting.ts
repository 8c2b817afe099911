import { openEpoch, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { replayErased } from "./replay-erased.ts";
import type { ErasedItem } from "./schema.ts";
import { deleteRestored, type RestoredLog } from "./store.ts";

/**
 * Ends the waiting of a restored log: it goes on, or begins an epoch that opens with its state. What peers
 * erased since the backup is erased before. From then on it is served.
 */
export async function endWaiting(
  ctx: RequestContext,
  log: RestoredLog,
  of: { epoch: number | null; erased?: readonly ErasedItem[]; kinds?: readonly SharedKind[] },
): Promise<void> {
  requireSystem(ctx.actor);
  const { stream, city } = log;
  const { epoch, erased = [], kinds = [] } = of;
  await inTransaction(ctx, async (tx) => {
    if (!(await deleteRestored(tx, stream))) return;
    const again = await replayErased(tx, log, { erased, kinds });
    const size = epoch === null ? null : await openEpoch(tx, { stream, epoch });
    await recordAudit(tx, ctx, {
      action: epoch === null ? "federation.log_goes_on" : "federation.epoch_opened",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { erased: again, ...(epoch !== null && { epoch, size }) },
    });
  });
}
