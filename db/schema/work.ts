import type { ColumnType, Generated } from "kysely";
import type { Stamp, StampOrNull } from "./foundation.ts";
import type { PayPeriod } from "./posting.ts";

export type EnterpriseStatus = "unverified" | "claimed" | "refused" | "verified" | "suspended";

export type EnterpriseTable = {
  id: string;
  homeCity: string;
  county: string | null;
  name: string;
  /** Normalised name. Employers with the same key count as equal. */
  nameKey: string;
  uscc: string | null;
  usccCheck: "ok" | "failed" | "overridden" | null;
  status: EnterpriseStatus;
  nature: string | null;
  industry: string | null;
  size: string | null;
  address: string | null;
  intro: string | null;
  contactName: string | null;
  contactPhone: string | null;
  contactHours: string | null;
  origin: "registered" | "imported";
  sourceName: string | null;
  verifiedAt: StampOrNull;
  verifiedBy: string | null;
  /** Reason of the last refusal; null once the enterprise is verified. Goes with `refusedAt`. */
  refusalReason: string | null;
  refusedAt: StampOrNull;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type EnterpriseSuspensionTable = {
  id: string;
  enterpriseId: string;
  /** Status that the enterprise gets back. */
  statusBefore: EnterpriseStatus;
  reason: string;
  suspendedAt: Stamp;
  suspendedBy: string | null;
  endedAt: StampOrNull;
  endedBy: string | null;
  endReason: string | null;
};

/** Row of the view `shared.enterprise`. */
export type SharedEnterprise = Pick<
  EnterpriseTable,
  "id" | "homeCity" | "county" | "name" | "status" | "industry"
>;

/** Row of the view `shared.employer`. The phone is null unless the enterprise is verified. */
export type SharedEmployer = Pick<
  EnterpriseTable,
  "id" | "homeCity" | "county" | "name" | "status" | "contactName" | "contactPhone" | "contactHours"
>;

/** Row of the view `shared.endingVerification`: a verification that ends within a month or has ended. */
export type SharedEndingVerification = Pick<EnterpriseTable, "id" | "homeCity" | "county"> & {
  since: Date;
  endsAt: Date;
};

/**
 * Row of the view `shared.pending_registration`: a claimed enterprise that an officer has not verified yet.
 */
export type SharedPendingRegistration = Pick<
  EnterpriseTable,
  | "id"
  | "homeCity"
  | "county"
  | "name"
  | "status"
  | "intro"
  | "uscc"
  | "usccCheck"
  | "contactName"
  | "contactPhone"
  | "updatedAt"
  | "refusalReason"
>;

export type EnterpriseClaimTable = {
  id: string;
  enterpriseId: string;
  accountId: string;
  status: "pending" | "approved" | "rejected";
  /** Result of checking the claim's credit code; null for old claims. */
  usccCheck: Generated<"ok" | "failed" | null>;
  statement: string | null;
  uscc: string | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: StampOrNull;
  createdAt: Stamp;
};

/** Row of the view `shared.pending_claim`: a claim that an officer has not decided yet. */
export type SharedPendingClaim = Pick<
  EnterpriseClaimTable,
  "id" | "enterpriseId" | "accountId" | "statement" | "uscc" | "usccCheck" | "createdAt"
>;

/** A complaint about a posting. `reporter`: HMAC of the day with the account or the address. */
export type PostingComplaintTable = {
  id: string;
  reference: string;
  postingId: string;
  reason: string;
  words: Generated<string>;
  reporter: Buffer;
  createdAt: Stamp;
  outcome: "upheld" | "unfounded" | null;
  note: string | null;
  settledAt: StampOrNull;
  settledBy: string | null;
};

export type PostingViolationTable = {
  id: string;
  postingId: string;
  /** One of VIOLATION_RULES in src/postings. */
  rule: string;
  sentence: string;
  closedAt: Stamp;
  closedBy: string | null;
  objection: string | null;
  objectedAt: StampOrNull;
  objectedBy: string | null;
  outcome: "upheld" | "returned" | null;
  outcomeNote: string | null;
  decidedAt: StampOrNull;
  decidedBy: string | null;
};

export type CallClickTable = {
  postingId: string;
  day: ColumnType<string, string | undefined, string>;
  channel: Generated<string>;
  clicks: Generated<number>;
};

/** Row of the view `shared.call_click`. */
export type SharedCallClick = Pick<CallClickTable, "channel" | "clicks">;

export type PostingSearchTable = {
  postingId: string;
  rev: number;
  homeCity: string;
  city: string | null;
  county: string | null;
  occupation: string | null;
  enterpriseId: string;
  monthMinYuan: number | null;
  monthMaxYuan: number | null;
  payPeriod: PayPeriod | null;
  education: number | null;
  experienceMinMonths: number | null;
  benefits: string[];
  /** Highest pay per `payPeriod`. */
  payMaxYuan: number | null;
  shifts: string[];
  payPeriods: string[];
  payday: string | null;
  publishedAt: Date;
  expiresAt: Date;
  /**
   * Weighted terms of title, occupation, place and employer, which decide the order of results. A tsvector,
   * read and written as text.
   */
  head: string;
};

/** All terms of a posting, which decide whether a search finds it. */
export type PostingTermsTable = { postingId: string; terms: string };

/** Row of the view `shared.waitingPosting`: a posting that waits for review. */
export type SharedWaitingPosting = {
  id: string;
  enterpriseId: string;
  homeCity: string;
  county: string | null;
  title: string;
  submittedAt: Date;
  /** True if the posting has remarks for the officer. */
  marked: boolean;
};

/** Row of the view `shared.waitingObjection`: an objection to a closing. `id` is that of the posting. */
export type SharedWaitingObjection = Omit<SharedWaitingPosting, "submittedAt" | "marked"> & {
  objectedAt: Date;
};

/** Row of the view `shared.waitingComplaint`: a complaint that nobody has settled. `id` is its own. */
export type SharedWaitingComplaint = Omit<SharedWaitingPosting, "submittedAt" | "marked"> & {
  createdAt: Date;
};

/** Row of the view `shared.importedDraft`: a draft of an import that nobody returned. */
export type SharedImportedDraft = { importId: string; homeCity: string };

export type WorkOwnerTable = {
  /** One of WORK_KINDS in src/worklist. */
  kind: string;
  subjectId: string;
  accountId: string;
  givenBy: string | null;
  givenAt: Stamp;
};

/** Progress of reading live postings again with a version of the rules of wording. */
export type WordingPassTable = {
  version: string;
  afterId: string | null;
  seen: Generated<number>;
  changed: Generated<number>;
  startedAt: Stamp;
  finishedAt: StampOrNull;
};
