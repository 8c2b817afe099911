/**
 * Postings. States: draft → submitted → published → closed. Only a draft is edited freely. An edit of a
 * published posting withdraws it until it is approved again. Expiry is computed from the validity date and
 * never stored.
 * A published posting has the six statutory elements, or is a repost that names its source. Nobody can apply
 * to a repost until its employer is verified.
 * An enterprise or an officer of its home city writes a posting, and an officer decides on it. Agreements
 * determine who may read it. Every change writes one outbox row: public if the public may see it, else local.
 */
export {
  COMPOSED_COLUMNS,
  COPIED_COLUMNS,
  type ComposedColumn,
  type CopiedColumn,
  columnOf,
  columnsOf,
  type ImportColumn,
  WORD_COLUMNS,
  type WordColumn,
} from "./columns.ts";
export { occupationIndex, occupationNames, placeReader, postingReaders } from "./compose/readers.ts";
export {
  buildPostingRow,
  type PostingRow,
  type PostingText,
  type Readers,
  withoutEmptyWords,
} from "./compose/row.ts";
export { STATED_FACTS, type StatedFact } from "./compose/stated-facts.ts";
export { emitPostings } from "./emissions.ts";
export { postingNotices } from "./notices.ts";
export * from "./reading/index.ts";
export {
  type Found,
  findWording,
  isBlocked,
  type Severity,
  severityOf,
  type WordingCode,
} from "./reading/wording/find.ts";
export { rewriteOf, rewriteWording } from "./reading/wording/rewrite.ts";
export { approvePosting } from "./review/approve-posting.ts";
export { approveSeveral } from "./review/approve-several.ts";
export {
  countComplaints,
  countComplaintsByState,
  listComplaints,
} from "./review/complaints/read-complaints.ts";
export { reportPosting } from "./review/complaints/report-posting.ts";
export * from "./review/complaints/schema.ts";
export { settleComplaint } from "./review/complaints/settle-complaint.ts";
export { completePostings } from "./review/complete-postings.ts";
export { publishReposts } from "./review/publish-reposts.ts";
export { returnPosting } from "./review/return-posting.ts";
export * from "./review/return-reasons.ts";
export { countQueue, listReviewQueue, reviewItems } from "./review/review-queue.ts";
export * from "./review/schema.ts";
export { submitPostings } from "./review/submit-postings.ts";
export { undoApproval } from "./review/undo-approval.ts";
export { closeForCause } from "./review/violations/close-for-cause.ts";
export { decideObjection } from "./review/violations/decide-objection.ts";
export { objectToClosing } from "./review/violations/object-to-closing.ts";
export { countObjections, findViolation, listObjections } from "./review/violations/read-violations.ts";
export { VIOLATION_RULES, type ViolationRule } from "./review/violations/rules.ts";
export * from "./review/violations/schema.ts";
export { postingRoutes } from "./routes.ts";
export * from "./rules.ts";
export * from "./schema.ts";
export { callsByChannel } from "./store/calls.ts";
export { DRAFT_PARTS, type DraftPart } from "./store/drafts.ts";
export { MANAGED_STATUSES, type ManagedStatus } from "./store/managed-postings.ts";
export { postingTitles } from "./store/titles.ts";
export { countDrafts, listDrafts } from "./views/drafts.ts";
export { findByReference } from "./views/find-by-reference.ts";
export { getPosting, getPostingAsShown } from "./views/get-posting.ts";
export { listLivePostings } from "./views/list-live.ts";
export { loadCards } from "./views/load-cards.ts";
export { loadSearchDocuments, type PostingDocument, postingIdsOf } from "./views/load-documents.ts";
export {
  countEnterprisePostings,
  countManagedPostings,
  getManagedPosting,
  listEnterprisePostings,
  listManagedPostings,
  managedPostings,
} from "./views/managed-postings.ts";
export { type CityPay, getTradePay, PAY_POSTINGS_MIN, type TradePay } from "./views/trade-pay.ts";
export { closePosting } from "./writing/close-posting.ts";
export { confirmDuties } from "./writing/confirm-duties.ts";
export { confirmPosting } from "./writing/confirm-posting.ts";
export { type EmployerStub, type PutEmployers, sharedPostings } from "./writing/copies/kind.ts";
export { copyPosting } from "./writing/copy-posting.ts";
export { CALL_CHANNELS, type CallChannel, countCall } from "./writing/count-call.ts";
export { createPosting } from "./writing/create-posting.ts";
export { editPosting } from "./writing/edit-posting.ts";
export { hidePostingsOf, returnPostingsOf } from "./writing/hide-postings-of.ts";
export { closedWhilePublic, reopenPosting } from "./writing/reopen-posting.ts";
export {
  type Besides,
  dutyPhrases,
  type Employer,
  findImported,
  type ImportedChange,
  type ImportedRow,
  type KnownPosting,
  lockEmployers,
  saveImported,
  selectUnpublished,
} from "./writing/save-imported.ts";
export { DraftsInput, type SentDrafts, submitDrafts, type Unsent } from "./writing/submit-drafts.ts";
export { submitPosting } from "./writing/submit-posting.ts";
export { type PostingBefore, postingBefore, takeBackImported } from "./writing/take-back-imported.ts";
