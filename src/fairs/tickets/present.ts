import type { RequestContext } from "../../platform/context.ts";
import { signTicket } from "./codes.ts";
import { entryWindow, stateOf } from "./rules.ts";
import type { TicketView } from "./schema.ts";
import type { TicketRow } from "./store/tickets.ts";

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const OPENS_DOORS = new Set<TicketView["state"]>(["valid", "entered"]);

function venueOf({ venueId, venueName, venueCity, address, directions }: TicketRow): TicketView["venue"] {
  if (!venueId || !venueName || !venueCity || !address) return null;
  return { id: venueId, name: venueName, city: venueCity, address, directions };
}

/**
 * Returns the code of a ticket that admits its holder, or null for an online one. It does not check the
 * state.
 */
export async function codeOf(
  { vault }: Pick<RequestContext, "vault">,
  row: TicketRow,
): Promise<string | null> {
  if (!row.venueId) return null;
  const { from, until } = entryWindow(row);
  const { id: t, fairId: f, venueId: v } = row;
  return signTicket(vault, { f, t, v, n: seconds(from), e: seconds(until) });
}

/**
 * Converts a ticket's row to the API's view. Signs the code of an own fair anew at each read, because it is
 * not stored. Ed25519 is deterministic, so the code of an unchanged ticket stays the same. The code for a
 * fair of another node is stored as its host signed it.
 */
export async function presentTicket(ctx: RequestContext, row: TicketRow): Promise<TicketView> {
  const state = stateOf(row, row.now);
  const { from, until } = entryWindow(row);
  return {
    id: row.id,
    reference: row.reference,
    fair: {
      id: row.fairId,
      title: row.fairTitle,
      hostCity: row.hostCity,
      hostedHere: row.hostedHere,
      opensAt: row.opensAt.toISOString(),
      closesAt: row.closesAt.toISOString(),
      cancelReason: row.cancelReason,
    },
    venue: venueOf(row),
    slot:
      row.slotId && row.startsAt && row.endsAt
        ? { id: row.slotId, startsAt: row.startsAt.toISOString(), endsAt: row.endsAt.toISOString() }
        : null,
    state,
    place: state === "waiting" ? row.place : null,
    code: OPENS_DOORS.has(state) ? await (row.hostedHere ? codeOf(ctx, row) : row.code) : null,
    from: from.toISOString(),
    until: until.toISOString(),
    enteredAt: row.enteredAt?.toISOString() ?? null,
    enteredGate: row.enteredGate,
    printed: row.accountId === null,
    createdAt: row.createdAt.toISOString(),
    sequence: row.rev + row.fairRev,
    rev: row.rev,
  };
}
