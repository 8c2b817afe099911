import type { Generated } from "kysely";
import type { Json, Stamp, StampOrNull } from "../foundation.ts";

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

/**
 * Texts of the documents that art. 28 of the Interim Regulations on Human Resources Markets requires. A
 * missing document is absent.
 */
export type FairPermits = Partial<
  Record<"plan" | "emergencyPlan" | "securityPlan" | "advanceNotice", string>
>;

export type ProgrammeItem = { at: string; title: string };

/** A public key as a fair's log tells it: 32 bytes in base64. */
export type TicketKeyCopy = { id: string; publicKey: string };

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
  permits: Json<FairPermits>;
  programme: Json<ProgrammeItem[]>;
  cancelReason: string | null;
  announcedAt: StampOrNull;
  publishedAt: StampOrNull;
  cancelledAt: StampOrNull;
  reportedAt: StampOrNull;
  /** Keys that sign the codes of a copied fair's tickets. Empty for an own fair. */
  ticketKeys: Json<TicketKeyCopy[]>;
  createdBy: string | null;
  /** Number in short addresses on this node. */
  number: Generated<number>;
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

/** Row of the view `shared.fair`. */
export type SharedFair = Pick<FairTable, "id" | "hostCity" | "agreementId" | "status" | "title"> & {
  opensAt: Date;
  closesAt: Date;
};

/** Row of the view `shared.venue`. */
export type SharedVenue = Pick<VenueTable, "id" | "fairId" | "city" | "ordinal" | "name" | "address">;
