/**
 * Applications. A person sends a card to the enterprise of a posting, with a consent that names receiver,
 * purpose, fields and end. A person has one application per posting. Queries for the enterprise return the
 * card only while the consent is valid; after a withdrawal they no longer do. A start counts only after the
 * person has confirmed it.
 */
export { answerApplication, answerSeveral } from "./answer-application.ts";
export { type Applied, apply, applyFor } from "./apply.ts";
export { confirmStart } from "./confirm-start.ts";
export { applicationNotices } from "./notices.ts";
export { findMine, getMine, listMine } from "./reading/mine.ts";
export {
  countReceivedOf,
  exportReceived,
  getReceived,
  lastInvitation,
  listAppliedPostings,
  listReceived,
} from "./reading/received.ts";
export { recordStart } from "./record-start.ts";
export { receiveApplication } from "./remote/receive-application.ts";
export { returnUndelivered } from "./remote/return-undelivered.ts";
export { ApplyCommand } from "./remote/schema.ts";
export { takesApplications } from "./remote/takes-applications.ts";
export { tellApplicationsAgain } from "./remote/tell-again.ts";
export { toldApplications } from "./remote/told-applications.ts";
export { applicationRoutes } from "./routes.ts";
export { CONSENT_DAYS } from "./rules.ts";
export {
  AnswerInput,
  ApplicationView,
  ApplyInput,
  CONSENT_FIELDS,
  DECLINE_REASONS,
  ReceivedApplication,
  STATUSES,
} from "./schema.ts";
export { type AnswerFigures, type AnswerRow, answerFigures, selectAnswers } from "./store/answers.ts";
export type { AppliedPosting } from "./store/received.ts";
export { withdrawApplication } from "./withdrawing/withdraw-application.ts";
export { withdrawConsent } from "./withdrawing/withdraw-consent.ts";
