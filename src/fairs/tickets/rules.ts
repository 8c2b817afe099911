import type { FairStatus, TicketStatus } from "../../../db/schema/index.ts";

export const TICKET_STATES = ["valid", "waiting", "entered", "cancelled", "fairCancelled", "over"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

type Times = { opensAt: Date; closesAt: Date; startsAt: Date | null };

const EARLY_MS = 30 * 60_000;

/**
 * When a code lets its holder in: half an hour before the slot, or the opening, until the fair closes. Who comes late for
 * a slot is let in all the same: slots keep people from coming at once, not away.
 */
export const entryWindow = ({ opensAt, closesAt, startsAt }: Times): { from: Date; until: Date } => ({
  from: new Date((startsAt ?? opensAt).getTime() - EARLY_MS),
  until: closesAt,
});

type Facts = Times & {
  status: TicketStatus;
  fairStatus: FairStatus;
  enteredAt: Date | null;
};

/** What a code is worth now: derived from the rows, so that a fair called off or over needs no sweep. */
export function stateOf(ticket: Facts, now: Date): TicketState {
  if (ticket.fairStatus === "cancelled") return "fairCancelled";
  if (ticket.status === "cancelled") return "cancelled";
  if (now >= entryWindow(ticket).until) return "over";
  if (ticket.status === "waiting") return "waiting";
  return ticket.enteredAt ? "entered" : "valid";
}

/** People may take codes from the fair's publication until it closes. */
export const ticketsOpen = (fair: { status: FairStatus; closesAt: Date }, now: Date): boolean =>
  fair.status === "published" && now < fair.closesAt;

type Span = { startsAt: Date; endsAt: Date };

/** Slots stand within the fair and one after the other; the codes of what is wrong, none when all is well. */
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
