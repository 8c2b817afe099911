import type { Generated } from "kysely";
import type { Json, Stamp, StampOrNull } from "../foundation.ts";

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
  /** Time at which the control room chose it for the presenter. */
  chosenAt: StampOrNull;
  onAirAt: StampOrNull;
  answer: string | null;
  answerFrom: "officer" | "enterprise" | null;
  answeredAt: StampOrNull;
  answeredBy: string | null;
  answerWithdrawnAt: StampOrNull;
  /** The earlier question whose answer this one shows. */
  copiedFrom: string | null;
  rev: Generated<number>;
  /** Version that the home's public log told last, 0 for none. */
  toldRev: Generated<number>;
};

/**
 * An asker of a question: an HMAC, and the account of a signed-in person. Of somebody whom another city's
 * node knows: that city, and the id under which it sent the question.
 */
export type LivestreamAskerTable = {
  questionId: string;
  asker: Buffer;
  accountId: string | null;
  name: string | null;
  askedAt: Stamp;
  city: string | null;
  askId: string | null;
};

export type LivestreamAskLimitTable = { asker: Buffer; startsAt: Date; used: number };

/** Row of the view `shared.waitingMark`: an open mark, once for each city that organises its livestream. */
export type SharedWaitingMark = {
  id: string;
  livestreamId: string;
  city: string;
  title: string;
  postingId: string | null;
  at: Date;
  dueAt: Date;
};
