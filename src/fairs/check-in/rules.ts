import type { FairStatus, ScanOutcome, TicketStatus } from "../../../db/schema/index.ts";
import { entryWindow } from "../tickets/index.ts";

type Shown = {
  fairId: string;
  /** Null for who takes part online. */
  venueId: string | null;
  status: TicketStatus;
  fairStatus: FairStatus;
  opensAt: Date;
  closesAt: Date;
  startsAt: Date | null;
};
type GateOfScan = { fairId: string; venueId: string; direction: "in" | "out"; late: boolean };

/** How long after closing a device that had no network may still hand in what it saw. */
const LATE_MS = 2 * 86_400_000;

/**
 * Why a code opens no door here and now; null when it may. What was seen without network is judged by what it says, not
 * by when it arrives: a venue may be cut off over the closing.
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

/** What came of a code that nothing speaks against: whether the one statement that counts found it outside or inside. */
export const outcomeOf = (direction: "in" | "out", moved: boolean): ScanOutcome => {
  if (direction === "in") return moved ? "admitted" : "again";
  return moved ? "left" : "notInside";
};
