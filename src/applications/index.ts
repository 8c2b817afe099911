/**
 * An application is a person's answer to a posting, sent with a consent that names receiver, purpose, fields and end.
 * One per person and posting. The enterprise reads the card only through a standing consent, inside the query; taking
 * the consent back ends access at once. A start counts when the person confirms it.
 */
export { answerApplication } from "./answer-application.ts";
export { type Applied, apply, applyFor } from "./apply.ts";
export { applicationNotices } from "./notices.ts";
export { findMine, getMine, getReceived, listMine, listReceived } from "./read-applications.ts";
export { confirmStart, recordStart } from "./record-start.ts";
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
export { withdrawApplication, withdrawConsent } from "./withdraw-application.ts";
