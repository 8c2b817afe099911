import type { Generated, Selectable } from "kysely";
import type { Stamp, StampOrNull } from "../foundation.ts";

export type InterviewKind = "one" | "group";

export type InterviewStatus = "booked" | "done" | "noShow" | "cancelled";

export type QueueKind = "booked" | "walkIn" | "remote";

export type QueueStatus = "waiting" | "called" | "serving" | "done" | "left";

export type InterviewSlotTable = {
  id: string;
  fairId: string;
  registrationId: string;
  recruiter: number;
  startsAt: Stamp;
  endsAt: Stamp;
  kind: InterviewKind;
  capacity: number;
};

export type InterviewWishTable = {
  fairId: string;
  personId: string;
  rank: number;
  ticketId: string;
  accountId: string | null;
  registrationId: string;
  postingId: string;
  createdAt: Stamp;
};

export type InterviewTable = {
  id: string;
  fairId: string;
  registrationId: string;
  slotId: string;
  startsAt: Stamp;
  endsAt: Stamp;
  capacity: number;
  seat: number;
  personId: string;
  ticketId: string;
  accountId: string | null;
  postingId: string;
  remote: boolean;
  status: InterviewStatus;
  createdAt: Stamp;
};

export type InterviewPlanTable = {
  fairId: string;
  asked: Generated<number>;
  solved: Generated<number>;
  solvedAt: StampOrNull;
};

export type QueueEntryTable = {
  id: string;
  fairId: string;
  registrationId: string;
  number: number;
  kind: QueueKind;
  status: QueueStatus;
  noShow: Generated<boolean>;
  personId: string;
  ticketId: string;
  accountId: string | null;
  interviewId: string | null;
  dueAt: StampOrNull;
  joinedAt: Stamp;
  recruiter: number | null;
  calledAt: StampOrNull;
  servedAt: StampOrNull;
  endedAt: StampOrNull;
};

/** Kinds of record by which the host of a fair tells other nodes of queues and interviews. */
export type ToldMeetingKind = "queueTurn" | "boothTurn" | "boothDay";

export type ToldMeetingTable = {
  kind: ToldMeetingKind;
  id: string;
  registrationId: string;
  personId: string | null;
  told: unknown;
  rev: number;
  leftAt: StampOrNull;
};

/** Act of a person at a booth of another node's fair that its host refused. */
export type RefusedAskTable = {
  personId: string;
  registrationId: string;
  kind: "turn" | "wish";
  postingId: string | null;
  refusal: string;
  refusedAt: Stamp;
};

/** The application that the person of a turn sent to the booth's enterprise, as the person's home told. */
export type TurnApplicationTable = { turnId: string; homeCity: string; applicationId: string; rev: number };
/** The application of an own person's turn that another node was told last. */
export type TurnApplicationTellingTable = { turnId: string; applicationId: string; rev: number };

export type MeetingTellingTable = {
  kind: ToldMeetingKind;
  id: string;
  fairId: string;
  rev: number;
  told: string;
};

/** Row of the view `shared.interview`: an interview without its person. */
export type SharedInterview = Pick<
  Selectable<InterviewTable>,
  "id" | "fairId" | "postingId" | "startsAt" | "status"
> & { enterpriseId: string };
