import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { keepTurns } from "../store/told-meetings.ts";

/** Takes back that a person gave a turn up, because its host refused that: the talk has begun. */
export async function keepTurn(
  ctx: RequestContext,
  { registrationId, personId }: { registrationId: string; personId: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await keepTurns(tx, { registrationId, personId });
    const subject = { subjectKind: "fairRegistration", subjectId: registrationId };
    await recordAudit(tx, ctx, { action: "queue.keep", ...subject });
  });
}
