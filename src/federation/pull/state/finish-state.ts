import { completeState, lockHead, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { LogEpoch } from "../enter-epoch.ts";
import type { Manifest } from "../reading/state.ts";
import { noteExchange } from "../store/logs.ts";
import { endTaking } from "../store/states.ts";
import { hideUntold } from "./hide-untold.ts";

/**
 * Ends the taking of a state whose parts are all here. The head moves to the state's size and tree in the
 * same transaction, so the next page continues exactly there. Records that the state does not tell are
 * hidden.
 */
export async function finishState(
  ctx: RequestContext,
  { stream, city, epoch }: LogEpoch,
  { manifest, kinds }: { manifest: Manifest; kinds: readonly SharedKind[] },
): Promise<void> {
  requireSystem(ctx.actor);
  const { note, frontier } = manifest;
  await inTransaction(ctx, async (tx) => {
    const head = await lockHead(tx, stream);
    if (head.epoch !== epoch || !(await endTaking(tx, stream, note))) return;
    const hidden = await hideUntold(tx, { stream, city, epoch }, kinds);
    await completeState(tx, { stream, epoch, frontier });
    await noteExchange(tx, { stream, state: "behind", checkpoint: note, size: frontier.size });
    await recordAudit(tx, ctx, {
      action: "federation.state_taken",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { epoch, size: frontier.size, hidden },
    });
  });
}
