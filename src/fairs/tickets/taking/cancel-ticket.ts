import type { Tx } from "../../../../db/client.ts";
import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { personIdOf } from "../../../platform/core/actor.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { promotionNotices } from "../notices.ts";
import { presentTicket } from "../present.ts";
import { issuesTicketsAt } from "../read-tickets.ts";
import { giveBack } from "../remote/give-back.ts";
import type { TicketView } from "../schema.ts";
import {
  type Entry,
  lockFirstInLine,
  lockTicket,
  releaseEntryCapacity,
  selectTicket,
  updateTicket,
} from "../store/tickets.ts";
import { recordTickets, type TicketStep } from "./record-ticket.ts";

/** Gives a returned place to the ticket that has waited longest. If none waits, counts the place as free. */
async function promoteFirstInLine(tx: Tx, ctx: RequestContext, room: Entry): Promise<TicketStep[]> {
  const next = await lockFirstInLine(tx, room);
  if (!next) {
    await releaseEntryCapacity(tx, room);
    return [];
  }
  const rev = await updateTicket(tx, next.id, { status: "valid", waitingSince: null });
  // A person of another node is told there.
  const accountId = next.toldRev === null ? next.accountId : null;
  await notify(tx, ctx, await promotionNotices(tx, [{ ...next, accountId, rev }]));
  return [{ of: next, action: "promote", rev }];
}

/**
 * Cancels a ticket. The caller must be its holder, or the city of a holder of another node; for a printed
 * ticket, an officer of the host or of the venue's city. The place goes at once to the ticket that has waited
 * longest. A repeated call has no effect. Throws NOT_FOUND for other callers, TICKET_STATE if the holder has
 * entered.
 */
export async function cancelTicket(
  ctx: RequestContext,
  { id, commandId }: { id: string; commandId?: string | undefined },
): Promise<TicketView> {
  await inTransaction(ctx, async (tx) => {
    const ticket = orNotFound(await lockTicket(tx, id));
    const own = ticket.accountId !== null && personIdOf(ctx.actor) === ticket.accountId;
    if (!own && !(ticket.accountId === null && issuesTicketsAt(ctx, ticket))) throw notFound();
    const command = { type: "fairTicket.cancel", target: id, id: commandId, input: null };
    return runOnce(tx, ctx, command, async () => {
      if (ticket.status === "cancelled") return true;
      if (ticket.enteredAt) throw new AppError("TICKET_STATE", { facts: { status: "entered" } });
      if (!ticket.hostedHere && ticket.accountId) {
        await giveBack(tx, ctx, { ...ticket, accountId: ticket.accountId });
        return true;
      }
      const rev = await updateTicket(tx, id, { status: "cancelled", waitingSince: null });
      const { venueId, slotId } = ticket;
      const promoted =
        ticket.status === "valid" && venueId ? await promoteFirstInLine(tx, ctx, { venueId, slotId }) : [];
      await recordTickets(tx, ctx, [{ of: ticket, action: "cancel", rev }, ...promoted]);
      return true;
    });
  });
  ctx.ring("changes");
  return presentTicket(ctx, orNotFound(await selectTicket(ctx.db, id)));
}
