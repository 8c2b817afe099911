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
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

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
