import type { Generated, Selectable } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

export type FairSlotTable = {
  id: string;
  venueId: string;
  startsAt: Stamp;
  endsAt: Stamp;
  capacity: number;
  taken: Generated<number>;
};

/** `asked`: the host of a fair at another node has not answered yet. */
export type TicketStatus = "asked" | "valid" | "waiting" | "cancelled";

export type FairTicketTable = {
  id: string;
  reference: string;
  fairId: string;
  /** Null for an online ticket. */
  venueId: string | null;
  slotId: string | null;
  accountId: string | null;
  issuedBy: string | null;
  /** The sheet of tickets that were printed together; null for a ticket on its own. */
  sheetId: string | null;
  channel: Generated<string>;
  status: TicketStatus;
  waitingSince: StampOrNull;
  enteredAt: StampOrNull;
  enteredGate: string | null;
  leftAt: StampOrNull;
  /** Code of the QR that the host of a fair at another node signed. */
  code: string | null;
  /** Code of the error with which that host refused the ticket. */
  refusal: string | null;
  /** Newest version that was told: by the host to the home of a person of another node, and at that home. */
  toldRev: number | null;
  /** Hours and places of a fair of another node of which the holder knows. */
  knownPlan: string | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type FairKeyTable = { id: string; publicKey: Buffer; createdAt: Stamp };

/** Row of the view `shared.fair_code`: an entry code without its person. */
export type SharedFairCode = Pick<
  Selectable<FairTicketTable>,
  "id" | "reference" | "fairId" | "venueId" | "status" | "enteredAt" | "createdAt"
>;
