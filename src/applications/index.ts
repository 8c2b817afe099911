/**
 * An application is a person's answer to a posting, sent with a consent that names receiver, purpose, fields
 * and end. One person and posting make one application. The enterprise reads the card only through a valid
 * consent, inside the query. Withdrawing the consent ends access at once. A start counts after the person
 * confirms it.
 */
export { answerApplication } from "./answer-application.ts";
export { type Applied, apply, applyFor } from "./apply.ts";
export { confirmStart } from "./confirm-start.ts";
export { applicationNotices } from "./notices.ts";
export { findMine, getMine, getReceived, listMine, listReceived } from "./read-applications.ts";
export { recordStart } from "./record-start.ts";
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
export { withdrawApplication } from "./withdraw-application.ts";
export { withdrawConsent } from "./withdraw-consent.ts";
