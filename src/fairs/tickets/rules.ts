import type { FairStatus, TicketStatus } from "../../../db/schema/index.ts";

export const TICKET_STATES = ["valid", "waiting", "entered", "cancelled", "fairCancelled", "over"] as const;
export type TicketState = (typeof TICKET_STATES)[number];

type Times = { opensAt: Date; closesAt: Date; startsAt: Date | null };

const EARLY_MS = 30 * 60_000;

/**
 * When a ticket admits its holder: from half an hour before the slot or opening until the close. A latecomer
 * is admitted too: slots only spread arrivals.
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

/** The state of a ticket, derived from the rows, so a cancelled or finished fair needs no sweep. */
export function stateOf(ticket: Facts, now: Date): TicketState {
  if (ticket.fairStatus === "cancelled") return "fairCancelled";
  if (ticket.status === "cancelled") return "cancelled";
  if (now >= entryWindow(ticket).until) return "over";
  if (ticket.status === "waiting") return "waiting";
  return ticket.enteredAt ? "entered" : "valid";
}

/** Returns true while people may take tickets: from the publication until the close. */
export const ticketsOpen = (fair: { status: FairStatus; closesAt: Date }, now: Date): boolean =>
  fair.status === "published" && now < fair.closesAt;

type Span = { startsAt: Date; endsAt: Date };

/** Faults of entry slots: they must lie within the fair and not overlap. Empty if there are none. */
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
