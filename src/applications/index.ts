/**
 * Applications. A person sends a card to the enterprise of a posting, with a consent that names receiver,
 * purpose, fields and end. A person has one application per posting. Queries for the enterprise return the
 * card only while the consent is valid; after a withdrawal they no longer do. A reply counts for the
 * invitation that it names. A start counts only after the person has confirmed it, and nowhere while the
 * person denies it.
 */
export { answerApplication, answerSeveral } from "./answering/answer-application.ts";
export { replyToInvitation } from "./answering/reply-to-invitation.ts";
export { type Applied, apply, applyFor } from "./apply.ts";
export { noteCall } from "./calls/note-call.ts";
export { type Hours, reachableHours } from "./calls/reachable-hours.ts";
export { applicationNotices } from "./notices.ts";
export { type ConsentGround, groundsOfConsents } from "./reading/grounds.ts";
export { findByConsent, findMine, getMine, listMine } from "./reading/mine.ts";
export { answerPaceOf, outcomesOf } from "./reading/outcomes.ts";
export {
  countReceivedOf,
  exportReceived,
  getReceived,
  lastInvitation,
  listAppliedPostings,
  listReceived,
} from "./reading/received.ts";
export { receiveApplication } from "./remote/receive-application.ts";
export { returnUndelivered } from "./remote/return-undelivered.ts";
export { ApplyCommand, ReplyCommand } from "./remote/schema.ts";
export { takesApplications } from "./remote/takes-applications.ts";
export { tellApplicationsAgain } from "./remote/tell-again.ts";
export { toldApplications } from "./remote/told-applications.ts";
export { applicationRoutes } from "./routes.ts";
export { CONSENT_DAYS } from "./rules.ts";
export {
  AnswerInput,
  ApplicationView,
  ApplyInput,
  CallOutcome,
  CONSENT_FIELDS,
  DECLINE_REASONS,
  NOT_COMING_REASONS,
  ReceivedApplication,
  Reply,
  ReplyInput,
  STATUSES,
  TIMES_MAX,
} from "./schema.ts";
export { confirmStart } from "./starts/confirm-start.ts";
export { countDeniedStarts, type DeniedStart, listDeniedStarts } from "./starts/denied-starts.ts";
export { denyStart } from "./starts/deny-start.ts";
export { recordStart } from "./starts/record-start.ts";
export { type AnswerFigures, type AnswerRow, answerFigures, selectAnswers } from "./store/answers.ts";
export type { Outcomes } from "./store/outcomes.ts";
export type { AppliedPosting } from "./store/received.ts";
export { withdrawApplication } from "./withdrawing/withdraw-application.ts";
export { withdrawConsent } from "./withdrawing/withdraw-consent.ts";
