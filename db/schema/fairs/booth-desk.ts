import type { Generated } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

/**
 * Answer to a follow-up. `yes`: the person still works there. `no`: never started. `left`: started and left.
 */
export type StillAtWork = "yes" | "no" | "left";

export type BoothVisitTable = {
  id: string;
  fairId: string;
  registrationId: string;
  personId: string;
  ticketId: string;
  accountId: string | null;
  callName: string | null;
  canDo: string | null;
  createdAt: Stamp;
  updatedAt: Stamp;
};

/** A scan at a booth of another node's fair, as it was sent to the host. Its command says what came of it. */
export type SentScanTable = {
  id: string;
  registrationId: string;
  postingId: string;
  /** Name and skills that the person gave and agreed to be stored. */
  callName: string | null;
  canDo: string | null;
  note: string | null;
  intent: boolean;
  sentBy: string | null;
  scannedAt: Stamp;
  createdAt: Stamp;
};

/** Row of the view `shared.meeting`: a person who showed the code at a booth of an enterprise. */
export type SharedMeeting = { accountId: string; enterpriseId: string; title: string; metAt: Stamp };

export type BoothNoteTable = {
  id: string;
  visitId: string;
  note: string;
  authorId: string | null;
  writtenAt: Stamp;
  createdAt: Stamp;
};

export type FairIntentTable = {
  id: string;
  fairId: string;
  registrationId: string;
  visitId: string;
  postingId: string;
  personId: string;
  startedOn: string | null;
  createdBy: string | null;
  createdAt: Stamp;
};

/** Row of the view `shared.intent`. */
export type SharedIntent = Pick<FairIntentTable, "postingId" | "personId">;

export type FollowUpTable = {
  id: string;
  applicationId: string | null;
  intentId: string | null;
  enterpriseId: string;
  accountId: string | null;
  postingId: string;
  day: 7 | 30 | 90;
  dueOn: string;
  askedAt: Stamp;
  personAnswer: StillAtWork | null;
  personAnsweredAt: StampOrNull;
  enterpriseAnswer: StillAtWork | null;
  enterpriseAnsweredAt: StampOrNull;
  enterpriseAnsweredBy: string | null;
};

/** Row of the view `shared.stillAtWork`: a follow-up that was answered with yes. */
export type SharedStillAtWork = Pick<FollowUpTable, "applicationId" | "day" | "dueOn">;

export type BoothDeskTable = {
  registrationId: string;
  meetingUrl: string | null;
  lastNumber: Generated<number>;
};
