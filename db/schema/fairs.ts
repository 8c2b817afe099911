import type { Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type CommandTable = {
  origin: string;
  id: string;
  type: string;
  digest: Buffer;
  result: JsonOrNull<unknown>;
  createdAt: Stamp;
};

export type FairStatus = "draft" | "registration" | "published" | "cancelled" | "reported";
export type FairKind =
  | "general"
  | "veterans"
  | "women"
  | "graduates"
  | "mature"
  | "returning"
  | "disabled"
  | "trade";
/** The papers of art. 28: what each says; null while it is missing. */
export type FairPermits = Partial<
  Record<"plan" | "emergencyPlan" | "securityPlan" | "advanceNotice", string>
>;
export type ProgrammeItem = { at: string; title: string };

export type FairTable = {
  id: string;
  hostCity: string;
  agreementId: string;
  status: FairStatus;
  title: string;
  kind: FairKind;
  occupation: string | null;
  intro: string | null;
  registrationOpensAt: Stamp;
  registrationClosesAt: Stamp;
  opensAt: Stamp;
  closesAt: Stamp;
  offerHours: Generated<number>;
  pack: Json<FairPermits>;
  programme: Json<ProgrammeItem[]>;
  cancelReason: string | null;
  announcedAt: StampOrNull;
  publishedAt: StampOrNull;
  cancelledAt: StampOrNull;
  reportedAt: StampOrNull;
  createdBy: string | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type FairCityTable = {
  fairId: string;
  city: string;
  role: "host" | "organiser" | "supporter";
  quota: number | null;
  boothsTaken: Generated<number>;
};

export type VenueTable = {
  id: string;
  fairId: string;
  city: string;
  ordinal: number;
  name: string;
  address: string;
  directions: string | null;
  hours: string | null;
  capacity: number | null;
  boothRows: number;
  boothColumns: number;
  ticketsTaken: Generated<number>;
  createdAt: Stamp;
};

export type RegistrationStatus =
  | "submitted"
  | "returned"
  | "recommended"
  | "waitlisted"
  | "offered"
  | "approved"
  | "refused"
  | "declined"
  | "withdrawn";

export type FairRegistrationTable = {
  id: string;
  reference: string;
  fairId: string;
  enterpriseId: string;
  endorsingCity: string;
  status: RegistrationStatus;
  venueWishes: Generated<string[]>;
  wishNote: string | null;
  recruiters: Generated<number>;
  contactName: string;
  contactPhone: string;
  reason: string | null;
  recommendedBy: string | null;
  recommendedAt: StampOrNull;
  decidedBy: string | null;
  decidedAt: StampOrNull;
  waitlistedAt: StampOrNull;
  offerEndsAt: StampOrNull;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type FairRegistrationPostingTable = { registrationId: string; postingId: string };

export type BoothTable = {
  id: string;
  fairId: string;
  venueId: string;
  code: string;
  ordinal: number;
  gridRow: number;
  gridColumn: number;
  closed: Generated<boolean>;
  registrationId: string | null;
  takenAt: StampOrNull;
};

export type FairInvitationTable = {
  id: string;
  fairId: string;
  city: string;
  label: string;
  code: string;
  registrationId: string | null;
  createdBy: string | null;
  createdAt: Stamp;
};

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
  /** Null for who takes part online. */
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

export type ChannelKind = "account" | "poster" | "sms" | "community" | "stream" | "other";

export type FairChannelTable = {
  id: string;
  fairId: string;
  city: string;
  code: string;
  name: string;
  kind: ChannelKind;
  createdBy: string | null;
  createdAt: Stamp;
};

export type FairChannelDayTable = { channelId: string; day: string; visits: Generated<number> };

export type FairBoardEventTable = { fairId: string; seq: number; at: Stamp; state: Json<unknown> };
