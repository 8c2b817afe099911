import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "./foundation.ts";

export type AccountTable = {
  id: string;
  phoneIndex: Buffer;
  phoneSealed: Buffer;
  name: string | null;
  closedAt: StampOrNull;
  /** Newest sign-in; null if the person has never signed in. */
  signedInAt: StampOrNull;
  /** Time of the last request of a person with a role, to the hour; null for other people. */
  seenAt: StampOrNull;
  createdAt: Stamp;
};

/**
 * Row of a person: one with an account here, whose id it has, or one of another node, known by home city and
 * subject. Columns `account_id` of what a person takes part in name a person.
 */
export type PersonTable = {
  id: string;
  accountId: string | null;
  homeCity: string | null;
  subject: string | null;
};

/** The random id by which the city `receiver` knows a person of ours. */
export type PersonSubjectTable = { personId: string; receiver: string; subject: string };

/** Row of the view `shared.account`. */
export type SharedAccount = Pick<AccountTable, "id" | "name">;

export type OtpChallengeTable = {
  id: string;
  phoneIndex: Buffer;
  codeHash: Buffer;
  tries: Generated<number>;
  expiresAt: Stamp;
  usedAt: StampOrNull;
  createdAt: Stamp;
};

export type SmsQuotaTable = { name: string; startsAt: Stamp; used: number };

export type MessageTable = {
  id: string;
  sealed: Buffer;
  accountId: string | null;
  expiresAt: Stamp;
  createdAt: Stamp;
};

export type SessionTable = {
  tokenHash: Buffer;
  id: string;
  accountId: string;
  createdAt: Stamp;
  expiresAt: Stamp;
  endedAt: StampOrNull;
};

export type SignInLinkTable = {
  tokenHash: Buffer;
  accountId: string;
  createdBy: string | null;
  createdAt: Stamp;
  expiresAt: Stamp;
  usedAt: StampOrNull;
};

export type MembershipTable = {
  id: string;
  accountId: string;
  kind: "member" | "officer" | "administrator";
  enterpriseId: string | null;
  city: string | null;
  county: string | null;
  grantedBy: string | null;
  createdAt: Stamp;
  endedAt: StampOrNull;
};

/** Row of the view `shared.member`: the enterprise of one current member. */
export type SharedMember = { enterpriseId: string };

/** Row of the view `shared.staffPlace`: one current role with its place. */
export type SharedStaffPlace = Pick<
  MembershipTable,
  "accountId" | "kind" | "enterpriseId" | "city" | "county"
>;

export type InvitationTable = {
  id: string;
  accountId: string;
  kind: MembershipTable["kind"];
  enterpriseId: string | null;
  city: string | null;
  county: string | null;
  /** Name that the inviting person gave. */
  name: string;
  status: Generated<"open" | "accepted" | "declined" | "withdrawn">;
  invitedBy: string | null;
  createdAt: Stamp;
  expiresAt: Stamp;
  settledAt: StampOrNull;
};
