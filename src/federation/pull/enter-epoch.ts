import { beginEpoch, lockHead } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { setState } from "./store/logs.ts";
import { dropTaking } from "./store/states.ts";

export type LogEpoch = { stream: string; city: string; epoch: number };

/**
 * Begins to follow the next epoch of a log, after its home was restored. The new log tells all records anew,
 * and only newer revisions change anything here.
 */
export async function enterEpoch(ctx: RequestContext, { stream, city, epoch }: LogEpoch): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await lockHead(tx, stream);
    await beginEpoch(tx, { stream, epoch });
    await setState(tx, stream, "resyncing");
    await dropTaking(tx, stream);
    await recordAudit(tx, ctx, {
      action: "federation.epoch_entered",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { epoch },
    });
  });
}
