/**
 * The history of a record: the acts on it with time, party and reason, as the audit has them. The capability
 * that owns the record decides who may read it; nobody else learns that it exists.
 * No entry names a person, except to officers a colleague of their own city. Of an audit row's detail only
 * the facts of FACTS are shown.
 */
export { readConsentHistory } from "./read-consent-history.ts";
export { readHistory } from "./read-history.ts";
export { HIDDEN } from "./rules.ts";
export { HistoryEntry, type HistoryFacts, type Party, SUBJECTS, type SubjectKind } from "./schema.ts";
