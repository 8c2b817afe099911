import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { findStanding, lockTicket, updateTicket } from "../store/tickets.ts";

/**
 * Takes a cancellation back that the host refused, because the person has entered. Changes nothing if the
 * host never issued the ticket, or if the person holds another one.
 */
export async function keepTicket(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const ticket = await lockTicket(tx, id);
    if (ticket?.status !== "cancelled" || ticket.code === null || ticket.accountId === null) return;
    if (await findStanding(tx, ticket.fairId, ticket.accountId)) return;
    await updateTicket(tx, id, { status: "valid" });
    await recordAudit(tx, ctx, {
      action: "fairTicket.keep",
      subjectKind: "fairTicket",
      subjectId: id,
      detail: { fairId: ticket.fairId },
    });
  });
}
