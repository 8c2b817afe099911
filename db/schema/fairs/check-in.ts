import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

export type ScanOutcome =
  | "admitted"
  | "left"
  | "again"
  | "notInside"
  | "cancelled"
  | "waiting"
  | "otherVenue"
  | "online"
  | "otherFair"
  | "fairCancelled"
  | "early"
  | "over"
  | "unknown";

export type FairScanTable = {
  id: string;
  fairId: string;
  venueId: string;
  ticketId: string | null;
  gate: string;
  direction: "in" | "out";
  outcome: ScanOutcome;
  offline: Generated<boolean>;
  claimed: ScanOutcome | null;
  deviceAt: StampOrNull;
  receivedAt: Stamp;
  scannedBy: string | null;
};
