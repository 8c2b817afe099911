import type { FairStatus, TicketStatus } from "../../../db/schema/index.ts";

export const TICKET_STATES = [
  "asked",
  "valid",
  "waiting",
  "entered",
  "cancelled",
  "refused",
  "fairCancelled",
  "over",
] as const;
export type TicketState = (typeof TICKET_STATES)[number];

type Times = { opensAt: Date; closesAt: Date; startsAt: Date | null };

const EARLY_MS = 30 * 60_000;

/**
 * Returns the period in which a ticket admits its holder. It starts 30 minutes before the entry slot, or
 * before the fair's opening if there is no slot. It ends when the fair closes: slots only spread arrivals, so
 * latecomers are admitted.
 */
export const entryWindow = ({ opensAt, closesAt, startsAt }: Times): { from: Date; until: Date } => ({
  from: new Date((startsAt ?? opensAt).getTime() - EARLY_MS),
  until: closesAt,
});

type Facts = Times & {
  status: TicketStatus;
  fairStatus: FairStatus;
  enteredAt: Date | null;
  refusal: string | null;
};

/**
 * Returns the state of a ticket, derived from its row and the fair's. So no row needs an update when a fair
 * is cancelled or over.
 */
export function stateOf(ticket: Facts, now: Date): TicketState {
  if (ticket.fairStatus === "cancelled") return "fairCancelled";
  if (ticket.status === "cancelled") return ticket.refusal === null ? "cancelled" : "refused";
  if (now >= entryWindow(ticket).until) return "over";
  if (ticket.status === "asked" || ticket.status === "waiting") return ticket.status;
  return ticket.enteredAt ? "entered" : "valid";
}

/** Returns true if people may take tickets: the fair is published and not over. */
export const ticketsOpen = (fair: { status: FairStatus; closesAt: Date }, now: Date): boolean =>
  fair.status === "published" && now < fair.closesAt;

type Span = { startsAt: Date; endsAt: Date };

/**
 * Returns the faults of entry slots, empty if there are none. A slot must end after its start, be within the
 * fair's hours, and not overlap another slot.
 */
export function slotFaults(slots: readonly Span[], fair: { opensAt: Date; closesAt: Date }): string[] {
  const inOrder = [...slots].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const faults = new Set<string>();
  for (const [at, slot] of inOrder.entries()) {
    if (slot.endsAt <= slot.startsAt) faults.add("BEFORE_START");
    if (slot.startsAt < fair.opensAt || slot.endsAt > fair.closesAt) faults.add("OUTSIDE_FAIR");
    const before = inOrder[at - 1];
    if (before && slot.startsAt < before.endsAt) faults.add("OVERLAP");
  }
  return [...faults];
}
