import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

export type RegistrationStatus =
  | "submitted"
  | "returned"
  | "recommended"
  | "waitlisted"
  | "offered"
  | "approved"
  | "refused"
  | "declined"
  | "withdrawn"
  | "closed";

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
  /** Time since which the booth is hidden, because the enterprise is suspended. */
  hiddenAt: StampOrNull;
  /** True if the booth has a meeting room or slots, as the host at another node told; else null. */
  toldRoom: boolean | null;
  toldSlots: boolean | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

/** A registration of an own enterprise for a fair of another node, with what that node told of it last. */
export type SentRegistrationTable = {
  registrationId: string;
  told: unknown;
  toldRev: Generated<number>;
  /** Revision of the exhibitor that the public log of the fair's home tells. Null while it tells none. */
  exhibitorRev: number | null;
  /** An edit that the fair's home refused, because it had changed the registration meanwhile. */
  conflict: unknown;
  /** Hours of the fair of which the enterprise knows. */
  fairHours: string | null;
  /** Place in the waiting list as the fair's home told it last, and the version. */
  toldPlace: number | null;
  toldPlaceRev: Generated<number>;
};

/** Place in an own fair's waiting list that another node was told last. */
export type PlaceTellingTable = { registrationId: string; rev: number; place: number };

/** A version of what an enterprise of another node brings to a fair here. */
export type ReceivedFormTable = { id: string; homeCity: string; form: unknown };

/**
 * Row of the view `shared.fair_place`: a registration that waits for a decision or has a booth, with its
 * fair.
 */
export type SharedFairPlace = Pick<FairRegistrationTable, "id" | "enterpriseId" | "fairId"> & {
  title: string;
  hostCity: string;
  closesAt: Date;
};

export type FairRegistrationPostingTable = { registrationId: string; postingId: string };

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

/**
 * Row of the view `shared.open_invitation`: an unused invitation to a fair that still accepts registrations.
 */
export type SharedOpenInvitation = Pick<FairInvitationTable, "code" | "city"> & { agreementId: string };

/** Row of the view `shared.waitingRegistration`: a registration that waits for a union. */
export type SharedWaitingRegistration = Pick<
  FairRegistrationTable,
  "id" | "enterpriseId" | "status" | "endorsingCity" | "fairId"
> & {
  hostCity: string;
  title: string;
  since: Date;
  registrationClosesAt: Date;
  opensAt: Date;
  closesAt: Date;
};
