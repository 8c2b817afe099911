import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount, requireOfficer } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { type FairRow, selectFair } from "../fair/index.ts";
import { ticketKey } from "./codes.ts";
import { requireGateOf } from "./gate.ts";
import { presentTicket } from "./present.ts";
import { recordTickets } from "./record-ticket.ts";
import { ticketsOpen } from "./rules.ts";
import type { TicketInput, TicketView } from "./schema.ts";
import { type Door, selectDoors } from "./store/entrances.ts";
import {
  type Entry,
  findStanding,
  insertTicket,
  putKey,
  selectTicket,
  takeEntryCapacity,
  updateTicket,
} from "./store/tickets.ts";

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
  const venue = doors.find((one) => one.venueId === (venueId ?? (doors.length === 1 && one.venueId)));
  if (!venue) throw invalid("venueId", venueId ? "UNKNOWN" : "MISSING");
  const open = venue.slots.filter((slot) => !slot.over);
  if (venue.slots.length === 0) {
    if (slotId) throw invalid("slotId", "UNKNOWN");
    return { venueId: venue.venueId, slotId: null };
  }
  const slot = slotId ? open.find((one) => one.id === slotId) : open.length === 1 ? open[0] : undefined;
  if (!slot) throw invalid("slotId", slotId ? "UNKNOWN" : "MISSING");
  return { venueId: venue.venueId, slotId: slot.id };
}

type Holder = { accountId: string | null; issuedBy: string | null; via: string | null };

/**
 * Inserts a ticket: valid if it is online or a place is free, else waiting. Returns the existing ticket if
 * the person holds one.
 */
async function issue(
  tx: Tx,
  ctx: RequestContext,
  at: { fair: FairRow; room: EntryChoice },
  holder: Holder,
): Promise<{ id: string; created: boolean }> {
  const { fair, room } = at;
  const id = ctx.ids.uuid();
  const ticket = { id, reference: ctx.ids.reference(), fairId: fair.id, ...room, ...holder };
  if (!(await insertTicket(tx, ticket))) {
    const standing = holder.accountId && (await findStanding(tx, fair.id, holder.accountId));
    if (!standing) throw new AppError("CONFLICT");
    return { id: standing.id, created: false };
  }
  await putKey(tx, await ticketKey(ctx.vault));
  const placed = room.venueId !== null && (await takeEntryCapacity(tx, id, room));
  const rev = placed ? await updateTicket(tx, id, { status: "valid", waitingSince: null }) : 1;
  const of = { id, fairId: fair.id, venueId: room.venueId, hostCity: fair.hostCity };
  const action = placed || !room.venueId ? (holder.accountId ? "take" : "print") : "wait";
  await recordTickets(tx, ctx, [{ of, action, rev }]);
  return { id, created: true };
}

async function requireOpenFair(ctx: RequestContext, fairId: string): Promise<FairRow> {
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: fairId }));
  if (!ticketsOpen(fair, fair.now)) throw new AppError("TICKETS_CLOSED", { facts: { status: fair.status } });
  return fair;
}

type TicketRequest = TicketInput & { fairId: string };

async function take(
  ctx: RequestContext,
  at: { fair: FairRow; room: EntryChoice },
  holder: Holder,
  commandId: string | undefined,
) {
  const taken = await inTransaction(ctx, (tx) => {
    const command = { type: "fairTicket.take", target: at.fair.id, id: commandId, input: at.room };
    return runOnce(tx, ctx, command, () => issue(tx, ctx, at, holder));
  });
  ctx.ring("changes");
  const ticket = await presentTicket(ctx, orNotFound(await selectTicket(ctx.db, taken.id)));
  return { ticket, created: taken.created };
}

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
  const fair = orNotFound(await selectFair(ctx.db, ctx, { id: input.fairId }));
  const standing = await findStanding(ctx.db, fair.id, accountId);
  if (standing) return { ticket: await presentTicket(ctx, standing), created: false };
  const at = {
    fair: await requireOpenFair(ctx, fair.id),
    room: entryOf(await selectDoors(ctx.db, fair.id), input),
  };
  return take(ctx, at, { accountId, issuedBy: null, via: input.via ?? null }, input.commandId);
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
  const fair = await requireOpenFair(ctx, input.fairId);
  const room = entryOf(await selectDoors(ctx.db, fair.id), input);
  if (!room.venueId) throw invalid("online", "INVALID_VALUE");
  requireGateOf(ctx, fair, room.venueId);
  return take(ctx, { fair, room }, { accountId: null, issuedBy: accountId, via: null }, input.commandId);
}
