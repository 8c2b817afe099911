import type { RequestContext } from "../../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../../platform/core/errors.ts";
import {
  claimWithResult,
  inOneStatement,
  inTransaction,
  isDuplicate,
  runOnce,
  storedResult,
} from "../../../platform/core/store.ts";
import { ticketKey } from "../../fair/index.ts";
import { ticketsOpen } from "../rules.ts";
import type { TicketInput } from "../schema.ts";
import { type Door, type FairWithDoors, selectDoors } from "../store/entrances.ts";
import { issueTicket } from "../store/issue.ts";
import { type Entry, findStanding } from "../store/tickets.ts";
import { recordStep } from "./record-ticket.ts";

/** The choice of an online participant: no venue and no slot. */
const ONLINE = { venueId: null, slotId: null } as const;
export type EntryChoice = Entry | typeof ONLINE;

/**
 * Returns the chosen venue and slot, or the only ones if there is just one. Throws INVALID_INPUT on
 * `venueId`, `slotId` or `online`.
 */
export function entryOf(doors: readonly Door[], { venueId, slotId, online }: TicketInput): EntryChoice {
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
export type Request = {
  fair: FairWithDoors;
  room: EntryChoice;
  holder: Holder;
  commandId: string | undefined;
  /** The home of a person of another node asks: the ticket's id and reference there. */
  given?: { id: string; reference: string };
};
export type Issued = { id: string; created: boolean };

/**
 * Issues a ticket: valid if it is online or a place is free, else waiting. Returns the existing ticket if a
 * concurrent request has given the person one. Throws CONFLICT for a given id that is taken, and for a person
 * of another node who holds a ticket.
 */
export async function issue(ctx: RequestContext, asked: Request): Promise<Issued> {
  const { fair, room, holder, commandId, given } = asked;
  const issued = { id: given?.id ?? ctx.ids.uuid(), created: true };
  const command = { type: "fairTicket.take", target: fair.id, id: commandId, input: room };
  const key = await ticketKey(ctx.vault);
  const of = { id: issued.id, fairId: fair.id, venueId: room.venueId, hostCity: fair.hostCity };
  const reference = given?.reference ?? ctx.ids.reference();
  const toldRev = given ? 0 : null;
  const ticket = { id: issued.id, reference, fairId: fair.id, toldRev, ...room, ...holder };
  try {
    const claim = claimWithResult(ctx, command, issued);
    const trace = recordStep(ctx, of);
    if (await inOneStatement(ctx, (db) => issueTicket(db, { ticket, key, claim, trace }))) return issued;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return inTransaction(ctx, (tx) =>
      runOnce(tx, ctx, command, async () => {
        const standing = holder.accountId && (await findStanding(tx, fair.id, holder.accountId));
        if (!standing || given) throw new AppError("CONFLICT");
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
export const doorsOf = async (ctx: RequestContext, fairId: string, accountId: string | null) =>
  orNotFound(await selectDoors(ctx.db, ctx, { fairId, accountId }));

/** Throws TICKETS_CLOSED unless people may take tickets for the fair. */
export function requireOpen(fair: FairWithDoors): void {
  if (!ticketsOpen(fair, fair.now)) throw new AppError("TICKETS_CLOSED", { facts: { status: fair.status } });
}
