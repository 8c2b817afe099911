import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

export type FairSlotTable = {
  id: string;
  venueId: string;
  startsAt: Stamp;
  endsAt: Stamp;
  capacity: number;
  taken: Generated<number>;
};

export type TicketStatus = "valid" | "waiting" | "cancelled";

export type FairTicketTable = {
  id: string;
  reference: string;
  fairId: string;
  /** Null for an online ticket. */
  venueId: string | null;
  slotId: string | null;
  accountId: string | null;
  issuedBy: string | null;
  channel: Generated<string>;
  status: TicketStatus;
  waitingSince: StampOrNull;
  enteredAt: StampOrNull;
  enteredGate: string | null;
  leftAt: StampOrNull;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type FairKeyTable = { id: string; publicKey: Buffer; createdAt: Stamp };
