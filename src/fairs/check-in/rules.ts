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

/** Time after the close in which a device without network may upload its scans. */
const LATE_MS = 2 * 86_400_000;

/**
 * The reason why a ticket is not admitted here and now, or null. A scan made without network is judged by its
 * own time, because a venue may lose its network over the close.
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

/** The outcome of an admissible ticket: whether the counting statement found it outside or inside. */
export const outcomeOf = (direction: "in" | "out", moved: boolean): ScanOutcome => {
  if (direction === "in") return moved ? "admitted" : "again";
  return moved ? "left" : "notInside";
};
