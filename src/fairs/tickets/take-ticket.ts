import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../platform/core/guard.ts";
import {
  claimWithResult,
  inOneStatement,
  inTransaction,
  isDuplicate,
  runOnce,
  storedResult,
} from "../../platform/core/store.ts";
import { ticketKey } from "./codes.ts";
import { requireGateOf } from "./gate.ts";
import { presentTicket } from "./present.ts";
import { recordStep } from "./record-ticket.ts";
import { ticketsOpen } from "./rules.ts";
import type { TicketInput, TicketView } from "./schema.ts";
import { type Door, type FairWithDoors, selectDoors } from "./store/entrances.ts";
import { issueTicket } from "./store/issue.ts";
import { type Entry, findStanding, selectTicket } from "./store/tickets.ts";

/** The choice of an online participant: no venue and no slot. */
const ONLINE = { venueId: null, slotId: null } as const;
type EntryChoice = Entry | typeof ONLINE;

/**
 * Returns the chosen venue and slot, or the only ones if there is just one. Throws INVALID_INPUT on
 * `venueId`, `slotId` or `online`.
 */
function entryOf(doors: readonly Door[], { venueId, slotId, online }: TicketInput): EntryChoice {
  if (online && (venueId || slotId)) throw invalid("online", "INVALID_VALUE");
  if (online) return ONLINE;
  const venue = doors.find((one) => one.id === (venueId ?? (doors.length === 1 && one.id)));
  if (!venue) throw invalid("venueId", venueId ? "UNKNOWN" : "MISSING");
  const open = venue.slots.filter((slot) => !slot.over);
  if (venue.slots.length === 0) {
    if (slotId) throw invalid("slotId", "UNKNOWN");
    return { venueId: venue.id, slotId: null };
  }
  const slot = slotId ? open.find((one) => one.id === slotId) : open.length === 1 ? open[0] : undefined;
  if (!slot) throw invalid("slotId", slotId ? "UNKNOWN" : "MISSING");
  return { venueId: venue.id, slotId: slot.id };
}

type Holder = { accountId: string | null; issuedBy: string | null; via: string | null };
type Request = {
  fair: FairWithDoors;
  room: EntryChoice;
  holder: Holder;
  commandId: string | undefined;
};
type Issued = { id: string; created: boolean };

/**
 * Issues a ticket: valid if it is online or a place is free, else waiting. Returns the existing ticket if a
 * concurrent request has given the person one.
 */
async function issue(ctx: RequestContext, { fair, room, holder, commandId }: Request): Promise<Issued> {
  const issued = { id: ctx.ids.uuid(), created: true };
  const command = { type: "fairTicket.take", target: fair.id, id: commandId, input: room };
  const key = await ticketKey(ctx.vault);
  const of = { id: issued.id, fairId: fair.id, venueId: room.venueId, hostCity: fair.hostCity };
  const ticket = { id: issued.id, reference: ctx.ids.reference(), fairId: fair.id, ...room, ...holder };
  try {
    const claim = claimWithResult(ctx, command, issued);
    const trace = recordStep(ctx, of);
    if (await inOneStatement(ctx, (db) => issueTicket(db, { ticket, key, claim, trace }))) return issued;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return inTransaction(ctx, (tx) =>
      runOnce(tx, ctx, command, async () => {
        const standing = holder.accountId && (await findStanding(tx, fair.id, holder.accountId));
        if (!standing) throw new AppError("CONFLICT");
        return { id: standing.id, created: false };
      }),
    );
  }
  return storedResult<Issued>(ctx.db, ctx, command);
}

/**
 * Returns the part of a fair that decides about a new ticket. Throws NOT_FOUND unless the caller may read the
 * fair.
 */
const doorsOf = async (ctx: RequestContext, fairId: string, accountId: string | null) =>
  orNotFound(await selectDoors(ctx.db, ctx, { fairId, accountId }));

function requireOpen(fair: FairWithDoors): void {
  if (!ticketsOpen(fair, fair.now)) throw new AppError("TICKETS_CLOSED", { facts: { status: fair.status } });
}

const shown = async (ctx: RequestContext, id: string): Promise<TicketView> =>
  presentTicket(ctx, orNotFound(await selectTicket(ctx.db, id)));

async function take(ctx: RequestContext, asked: Request) {
  const { id, created } = await issue(ctx, asked);
  ctx.ring("changes");
  return { ticket: await shown(ctx, id), created };
}

type TicketRequest = TicketInput & { fairId: string };

/**
 * 领入场码 (take a ticket): takes one ticket per person and fair, online or at the chosen venue and slot. It
 * waits if these are full. A person who holds a ticket gets that one.
 * Throws NOT_FOUND unless the caller may read the fair, TICKETS_CLOSED, INVALID_INPUT on `venueId`, `slotId`
 * or `online`.
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
  requireOpen(fair);
  const room = entryOf(fair.venues, input);
  if (!room.venueId) throw invalid("online", "INVALID_VALUE");
  requireGateOf(ctx, fair, room.venueId);
  const holder = { accountId: null, issuedBy: accountId, via: null };
  return take(ctx, { fair, room, holder, commandId: input.commandId });
}
