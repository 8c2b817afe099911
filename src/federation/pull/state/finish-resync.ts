import type { SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { LogEpoch } from "../enter-epoch.ts";
import { setState } from "../store/logs.ts";
import { hideUntold } from "./hide-untold.ts";
import { purgeUntold } from "./purge-untold.ts";

/**
 * Hides records of a city that its new log does not tell, once that log is read to its end. Those of a log
 * for one city are deleted. Returns how many.
 */
export async function finishResync(
  ctx: RequestContext,
  { stream, city, epoch }: LogEpoch,
  kinds: readonly SharedKind[],
): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const log = { stream, city, epoch };
    const hide = stream.endsWith("/public") ? hideUntold : purgeUntold;
    const hidden = await hide(tx, log, kinds);
    await setState(tx, stream, "following");
    await recordAudit(tx, ctx, {
      action: "federation.log_resynced",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { epoch, hidden },
    });
    return hidden;
  });
}
