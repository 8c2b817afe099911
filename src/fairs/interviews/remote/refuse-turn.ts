import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { keepRefusals } from "../store/refused-asks.ts";

/**
 * Keeps that the host of a fair at another node gave a person no turn at a booth. `refusal` is the code of
 * its error, or COMMAND_EXPIRED.
 */
export async function refuseTurn(
  ctx: RequestContext,
  {
    fairId,
    personId,
    registrationId,
    refusal,
  }: { fairId: string; personId: string; registrationId: string; refusal: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await keepRefusals(tx, [{ personId, registrationId, kind: "turn", postingId: null, refusal }]);
    const detail = { registrationId, refusal };
    await recordAudit(tx, ctx, { action: "queue.refused", subjectKind: "fair", subjectId: fairId, detail });
  });
}
