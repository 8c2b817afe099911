import { emptyCopies, lockHead } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { LogEpoch } from "../enter-epoch.ts";
import type { Manifest } from "../reading/state.ts";
import { noteTaking } from "../store/states.ts";

/**
 * Begins to take a state of a log in place of its entries. The copied log is emptied and the state fills it;
 * rows of its records stay and are shown meanwhile.
 */
export async function beginState(
  ctx: RequestContext,
  { stream, city, epoch }: LogEpoch,
  { note, frontier, parts }: Manifest,
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const head = await lockHead(tx, stream);
    if (head.epoch !== epoch) return;
    await emptyCopies(tx, { stream, epoch });
    await noteTaking(tx, stream, { manifest: note, size: frontier.size });
    await recordAudit(tx, ctx, {
      action: "federation.state_begun",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { epoch, size: frontier.size, parts: parts.length },
    });
  });
}
