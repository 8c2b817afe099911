import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { answerNotices } from "../notices.ts";
import { lockTicket, updateTicket } from "../store/tickets.ts";

/**
 * Ends a ticket that its host refused or did not answer in time, and tells the person. `refusal` is the code
 * of the host's error. Changes nothing if the ticket is no longer asked for.
 */
export async function returnTicket(
  ctx: RequestContext,
  { id, refusal }: { id: string; refusal: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, id);
    if (ticket?.status !== "asked") return;
    const rev = await updateTicket(tx, id, { status: "cancelled", refusal });
    await notify(tx, ctx, await answerNotices(tx, { held: ticket, status: "refused", rev }));
    await recordAudit(tx, ctx, {
      action: "fairTicket.refused",
      subjectKind: "fairTicket",
      subjectId: id,
      detail: { fairId: ticket.fairId, refusal },
    });
  });
}
