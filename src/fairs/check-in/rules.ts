import type { FairStatus, ScanOutcome, TicketStatus } from "../../../db/schema/index.ts";
import { entryWindow } from "../tickets/index.ts";

type Shown = {
  fairId: string;
  /** Null for an online ticket. */
  venueId: string | null;
  status: TicketStatus;
  fairStatus: FairStatus;
  opensAt: Date;
  closesAt: Date;
  startsAt: Date | null;
};
type GateOfScan = { fairId: string; venueId: string; direction: "in" | "out"; late: boolean };

/** Time after the close in which exits, and scans made without network, are accepted, in milliseconds. */
const LATE_MS = 2 * 86_400_000;

/**
 * Returns the reason why this gate refuses the ticket now, or null. Exits, and scans made without network
 * (`late`), are accepted until two days after the close, because a venue may lose its network.
 */
export function refusalOf(ticket: Shown | undefined, at: GateOfScan, now: Date): ScanOutcome | null {
  if (!ticket) return "unknown";
  if (ticket.fairId !== at.fairId) return "otherFair";
  if (ticket.fairStatus === "cancelled") return "fairCancelled";
  if (ticket.status === "cancelled") return "cancelled";
  if (ticket.venueId === null) return "online";
  if (ticket.venueId !== at.venueId) return "otherVenue";
  if (ticket.status === "waiting") return "waiting";
  const { from, until } = entryWindow(ticket);
  if (at.direction === "in" && now < from) return "early";
  if (now.getTime() >= until.getTime() + (at.late || at.direction === "out" ? LATE_MS : 0)) return "over";
  return null;
}

/** Returns the outcome of a scan that no rule refuses. `moved` is true if the scan changed the ticket. */
export const outcomeOf = (direction: "in" | "out", moved: boolean): ScanOutcome => {
  if (direction === "in") return moved ? "admitted" : "again";
  return moved ? "left" : "notInside";
};
