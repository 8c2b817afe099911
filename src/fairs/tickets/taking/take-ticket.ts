import type { RequestContext } from "../../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../../platform/core/guard.ts";
import { requireGateOf } from "../gate.ts";
import { presentTicket } from "../present.ts";
import { askForTicket } from "../remote/ask-for-ticket.ts";
import type { TicketInput, TicketView } from "../schema.ts";
import { selectTicket } from "../store/tickets.ts";
import { doorsOf, entryOf, issue, type Request, requireOpen } from "./issue-ticket.ts";

const shown = async (ctx: RequestContext, id: string): Promise<TicketView> =>
  presentTicket(ctx, orNotFound(await selectTicket(ctx.db, id)));

async function take(ctx: RequestContext, asked: Request) {
  const { id, created } = await (asked.fair.hostedHere ? issue(ctx, asked) : askForTicket(ctx, asked));
  ctx.ring("changes");
  return { ticket: await shown(ctx, id), created };
}

type TicketRequest = TicketInput & { fairId: string };

/**
 * 领入场码 (take a ticket): takes one ticket per person and fair, online or at the chosen venue and slot. It
 * waits if these are full. A person who holds a ticket gets that one. For a fair of another node it is asked
 * for, and its host answers later.
 * Throws NOT_FOUND unless the caller may read the fair, TICKETS_CLOSED, INVALID_INPUT on `venueId`, `slotId`
 * or `online`, HOSTED_ELSEWHERE if the host's node takes no requests from the caller's city.
 */
export async function takeTicket(
  ctx: RequestContext,
  input: TicketRequest,
): Promise<{ ticket: TicketView; created: boolean }> {
  const { accountId } = requireAccount(ctx.actor);
  const fair = await doorsOf(ctx, input.fairId, accountId);
  if (fair.standingId) return { ticket: await shown(ctx, fair.standingId), created: false };
  requireOpen(fair);
  const room = entryOf(fair.venues, input);
  const holder = { accountId, issuedBy: null, via: input.via ?? null };
  return take(ctx, { fair, room, holder, commandId: input.commandId });
}

/**
 * Takes a ticket to print for a person without a phone. The caller must be an officer of the host or of the
 * venue's city. The ticket has no account and counts as one person.
 * Throws NOT_FOUND for other officers, TICKETS_CLOSED, INVALID_INPUT on `venueId`, `slotId` or `online`.
 */
export async function printTicket(
  ctx: RequestContext,
  input: TicketRequest,
): Promise<{ ticket: TicketView; created: boolean }> {
  const { accountId } = requireOfficer(ctx.actor);
  const fair = await doorsOf(ctx, input.fairId, null);
  if (!fair.hostedHere) throw new AppError("HOSTED_ELSEWHERE");
  requireOpen(fair);
  const room = entryOf(fair.venues, input);
  if (!room.venueId) throw invalid("online", "INVALID_VALUE");
  requireGateOf(ctx, fair, room.venueId);
  const holder = { accountId: null, issuedBy: accountId, via: null };
  return take(ctx, { fair, room, holder, commandId: input.commandId });
}
