import type { Generated } from "kysely";
import type { Json, JsonOrNull, Stamp, StampOrNull } from "./foundation.ts";

export type LivestreamStatus = "draft" | "announced" | "onAir" | "ended" | "cancelled";
export type LivestreamRole = "host" | "organiser" | "supporter";
export type LinkPlatform = "douyin" | "kuaishou" | "shipinhao" | "other";
export type UnpinReason = "replaced" | "officer" | "ended" | "removed" | "over";

export type LivestreamTable = {
  id: string;
  homeCity: string;
  agreementId: string;
  fairId: string | null;
  venueIds: Generated<string[]>;
  status: LivestreamStatus;
  title: string;
  intro: string | null;
  startsAt: Stamp;
  endsAt: Stamp;
  linkUrl: string | null;
  linkPlatform: LinkPlatform | null;
  graceS: Generated<number>;
  /** 32 random bytes. Never shown, logged or sent to another node. */
  secret: Buffer;
  cancelReason: string | null;
  announcedAt: StampOrNull;
  onAirAt: StampOrNull;
  resumedAt: StampOrNull;
  endedAt: StampOrNull;
  cancelledAt: StampOrNull;
  createdBy: string | null;
  rev: Generated<number>;
  createdAt: Stamp;
  updatedAt: Stamp;
};

export type LivestreamCityTable = { livestreamId: string; city: string; role: LivestreamRole };

/** A presenter with an employer or a union. `permitUntil` is the last valid day of the permit. */
export type LivestreamPresenterTable = {
  livestreamId: string;
  ordinal: number;
  name: string;
  enterpriseId: string | null;
  unionName: string | null;
  permit: string | null;
  permitUntil: string | null;
};

export type LivestreamItemTable = { livestreamId: string; postingId: string; ordinal: number };

export type LivestreamPinTable = {
  id: string;
  livestreamId: string;
  postingId: string;
  pinnedAt: Stamp;
  pinnedBy: string | null;
  unpinnedAt: StampOrNull;
  reason: UnpinReason | null;
};

/** A numbered event for live pages. `kind` is the name under which a page hears it. */
export type LivestreamEventTable = {
  livestreamId: string;
  seq: number;
  at: Stamp;
  kind: Generated<string>;
  data: Json<unknown>;
};

/** What probes saw of a livestream's source. A trigger writes `runFrom` and `lostAt`. */
export type LivestreamSignalTable = {
  livestreamId: string;
  firstAdvancedAt: StampOrNull;
  advancedAt: StampOrNull;
  endedAt: StampOrNull;
  freshS: Generated<number>;
  runFrom: StampOrNull;
  lostAt: StampOrNull;
};

/** The own streaming server of an installation. */
export type StreamServerKind = "nginx" | "srs" | "tencent";
export type LivestreamSourceKind = "address" | "server" | "link";

/** A source of a livestream: one that is looked at, and pages on other platforms. */
export type LivestreamSourceTable = {
  id: string;
  livestreamId: string;
  kind: LivestreamSourceKind;
  /** Address of the playlist, or of the page on the other platform. */
  url: string | null;
  platform: Exclude<LinkPlatform, "other"> | null;
  /** Public name under which a publisher sends. */
  name: string | null;
  keyHash: Buffer | null;
  keyIssuedAt: StampOrNull;
  people: number | null;
  visits: number | null;
  peak: number | null;
  figuresAt: StampOrNull;
  figuresBy: string | null;
  /** What the newest looks saw, as `SignalState` in src/livestreams/signal/rules.ts. */
  state: JsonOrNull<unknown>;
  looks: Generated<number>;
  failures: Generated<number>;
  nextLookAt: Stamp;
  createdAt: Stamp;
};

export type LivestreamTakeEnd =
  | "unpublished"
  | "endlist"
  | "restarted"
  | "lost"
  | "replaced"
  | "key"
  | "source"
  | "over";

/** One unbroken signal. `client` is the publisher's connection; null for a take that a look began. */
export type LivestreamTakeTable = {
  id: string;
  livestreamId: string;
  client: string | null;
  startedAt: Stamp;
  firstAdvancedAt: StampOrNull;
  advancedAt: StampOrNull;
  endedAt: StampOrNull;
  reason: LivestreamTakeEnd | null;
};

export type ClaimVerdict =
  | "fee"
  | "discrimination"
  | "abovePosting"
  | "differs"
  | "belowPosting"
  | "notInPosting"
  | "unclear"
  | "matches";

/** A statement on air beside its posting. With `dueAt` it marks the presenter, until `closedAt`. */
export type LivestreamClaimTable = {
  id: string;
  livestreamId: string;
  postingId: string;
  postingRev: number;
  said: string;
  presenter: string | null;
  findings: Json<unknown[]>;
  verdict: ClaimVerdict;
  at: Stamp;
  notedBy: string | null;
  correctedAt: StampOrNull;
  correction: string | null;
  correctedBy: string | null;
  withdrawnAt: StampOrNull;
  withdrawnReason: string | null;
  withdrawnBy: string | null;
  dueAt: StampOrNull;
  closedAt: StampOrNull;
  closedBy: string | null;
  closeNote: string | null;
  rev: Generated<number>;
};

export type QuestionStatus = "held" | "passed" | "rejected";
export type RejectReason = "offTopic" | "personal" | "abuse" | "advertising" | "other";

/** A question about a livestream or one of its postings. Equal texts are one row, with a count of askers. */
export type LivestreamQuestionTable = {
  id: string;
  livestreamId: string;
  postingId: string | null;
  text: string;
  /** The text as it is compared with others. */
  norm: string;
  status: QuestionStatus;
  rejectReason: RejectReason | null;
  askers: Generated<number>;
  askedAt: Stamp;
  decidedAt: StampOrNull;
  decidedBy: string | null;
  onAirAt: StampOrNull;
  answer: string | null;
  answerFrom: "officer" | "enterprise" | null;
  answeredAt: StampOrNull;
  answeredBy: string | null;
  answerWithdrawnAt: StampOrNull;
  /** The earlier question whose answer this one shows. */
  copiedFrom: string | null;
  rev: Generated<number>;
};

/** Who asked a question: an HMAC, and the account of a signed-in person. */
export type LivestreamAskerTable = {
  questionId: string;
  asker: Buffer;
  accountId: string | null;
  name: string | null;
  askedAt: Stamp;
};

export type LivestreamAskLimitTable = { asker: Buffer; startsAt: Date; used: number };

/** The audience of a livestream. `figures` are what the viewers' rows came to at `frozenAt`. */
export type LivestreamAudienceTable = {
  livestreamId: string;
  origin: Stamp;
  figures: Json<unknown> | null;
  frozenAt: StampOrNull;
  erasedAt: StampOrNull;
};

/** One viewer. Bit n of `picture` and `text`: seen in minute n from the origin. */
export type LivestreamViewerTable = {
  livestreamId: string;
  viewer: Buffer;
  picture: string;
  text: string;
  firstAt: Stamp;
  lastAt: Stamp;
  via: string | null;
};

export type UncountedReason =
  | "robot"
  | "head"
  | "token"
  | "forged"
  | "expired"
  | "early"
  | "still"
  | "window"
  | "address"
  | "overflow";

export type LivestreamUncountedTable = {
  livestreamId: string;
  reason: UncountedReason;
  process: string;
  n: number;
};

export type PlatformMeasure = "people" | "visits" | "peak" | "likes";

export type LivestreamPlatformFigureTable = {
  id: string;
  livestreamId: string;
  platform: LinkPlatform;
  measure: PlatformMeasure;
  value: number;
  source: string;
  asOf: Stamp;
  enteredBy: string | null;
  enteredAt: Stamp;
  replaces: string | null;
};
