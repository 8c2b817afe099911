import type { ColumnType, Generated, Selectable } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type ProfileTable = {
  accountId: string;
  callName: string;
  /** Occupation ids. */
  skills: Generated<string[]>;
  /** Division codes. */
  places: Generated<string[]>;
  years: number | null;
  certificates: Generated<string[]>;
  startFrom: string | null;
  veteran: "declared" | "verified" | null;
  veteranVerifiedBy: string | null;
  /** City where the person lives, as a division code. */
  city: string | null;
  /** County where the person lives. Only the person reads it. */
  county: string | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

/** Card that an enterprise of another node reads. `rev`: newest version that the log for its city tells. */
export type GivenCardTable = {
  consentId: string;
  city: string;
  receiver: string;
  postingId: string;
  message: string | null;
  rev: Generated<number>;
};

/** Card of a person of another node, with the fields of the consent. */
export type ReceivedCardTable = {
  consentId: string;
  homeCity: string;
  /** The city of this node for which the card came. */
  receiver: string | null;
  postingId: string;
  rev: number;
  callName: string | null;
  phoneSealed: Buffer | null;
  skills: string[] | null;
  places: string[] | null;
  years: number | null;
  certificates: string[] | null;
  startFrom: string | null;
  veteran: "declared" | "verified" | null;
  message: string | null;
};

/** Row of the view `shared.ended_consent`: a consent that was taken back or refused. */
export type SharedEndedConsent = {
  id: string;
  accountId: string;
  purpose: ConsentTable["purpose"];
  receiverKind: string;
  receiverId: string;
  endedAt: Date;
};

/** Row of the view `shared.residence`: the city where a person lives. */
export type SharedResidence = Pick<ProfileTable, "accountId" | "city">;

export type ConsentTable = {
  id: string;
  accountId: string;
  purpose: "application" | "matching";
  receiverKind: "enterprise" | "city";
  receiverId: string;
  fields: string[];
  grantedAt: Stamp;
  endsAt: Stamp;
  withdrawnAt: StampOrNull;
  /** Time when the receiver refused what the consent was for. */
  refusedAt: StampOrNull;
};

/** Row of the view `shared.consent`. `stands` is true if the consent is valid now. */
export type SharedConsent = Pick<ConsentTable, "id" | "fields" | "grantedAt" | "endsAt" | "withdrawnAt"> & {
  stands: boolean;
};

type CardField = "callName" | "skills" | "places" | "years" | "certificates" | "startFrom" | "veteran";

/**
 * Row of the view `shared.card`: the card under one valid consent. A field outside the consent is null.
 * `message`: what a person of another node wrote with it.
 */
export type SharedCard = { consentId: string; fields: string[]; message: string | null } & {
  [K in CardField]: Selectable<ProfileTable>[K] | null;
};

export type ApplicationStatus = "sent" | "invited" | "declined" | "withdrawn" | "started" | "confirmed";

export type ApplicationTable = {
  id: string;
  reference: string;
  postingId: string;
  enterpriseId: string;
  homeCity: string;
  accountId: string;
  consentId: string;
  status: ApplicationStatus;
  message: string | null;
  answer: JsonOrNull<Record<string, unknown>>;
  channel: Generated<string>;
  /** Code of the channel by which the applicant came. */
  via: string | null;
  answerDueAt: StampOrNull;
  answeredAt: StampOrNull;
  startedOn: string | null;
  confirmedAt: StampOrNull;
  /** The step by which the invitation in `answer` came. Null without one; earlier releases write none. */
  invitationId: string | null;
  /** The person's reply to that invitation. */
  reply: JsonOrNull<Record<string, unknown>>;
  repliedAt: StampOrNull;
  /** Set while the person says that the recorded start is wrong. */
  startDeniedAt: StampOrNull;
  /** Revision of the posting's home city that was last applied here, 0 for none. */
  homeRev: Generated<number>;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

/** Row of the view `shared.application`. `startedOn` is null while the person denies the start. */
export type SharedApplication = Pick<
  ApplicationTable,
  | "id"
  | "reference"
  | "postingId"
  | "enterpriseId"
  | "accountId"
  | "consentId"
  | "status"
  | "channel"
  | "via"
  | "startedOn"
  | "createdAt"
>;

/** Row of the view `shared.denied_start`: an application whose start the person denies. */
export type SharedDeniedStart = Pick<Selectable<ApplicationTable>, "id" | "postingId" | "homeCity"> & {
  startDeniedAt: Date;
};

/** Row of the view `shared.application_time`: when an application was sent and answered. */
export type SharedApplicationTime = Pick<
  Selectable<ApplicationTable>,
  "id" | "reference" | "postingId" | "enterpriseId" | "homeCity" | "createdAt" | "answeredAt"
>;

export type ApplicationEventTable = {
  id: string;
  applicationId: string;
  /** Revision of the application after this step. */
  rev: number;
  at: Stamp;
  byKind: string;
  kind: string;
  note: string | null;
};

/** Outcome of a call of an applicant; `hour` of the day in Shanghai. */
export type CallOutcomeTable = {
  applicationId: string;
  enterpriseId: string;
  day: string;
  hour: number;
  reached: boolean;
};

export type CardViewTable = {
  id: string;
  accountId: string;
  viewerAccountId: string | null;
  /** Organisation for which the viewer looked, under the name that it had then. */
  viewerLabel: string;
  viewerRole: Generated<"member" | "officer">;
  /** Reason, one of LOOK_REASONS in src/candidates. */
  why: Generated<string>;
  /** True if the phone was shown too. */
  phone: Generated<boolean>;
  applicationId: string | null;
  at: Stamp;
};

export type NoticeTable = {
  id: string;
  toKind: "account" | "enterprise" | "city";
  toId: string;
  kind: string;
  subjectKind: string;
  subjectId: string;
  /** Parameters of the notice's text, stored when the notice was written. */
  params: Json<Record<string, unknown>>;
  createdAt: ColumnType<Date, Date | undefined, never>;
  readAt: StampOrNull;
  /** Time when letters and text messages for this notice were queued, or found unnecessary. */
  handedOnAt: StampOrNull;
  cause: string;
};

/** Row of the view `shared.failingMail`: an account whose address the mail server rejects. */
export type SharedFailingMail = { accountId: string; failingAt: Date };
