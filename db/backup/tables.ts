/** Tables that a backup holds. Their order is that of the file; foreign keys do not depend on it. */
export const KEPT: readonly string[] = [
  "vault_key",
  "reference_load",
  "division",
  "occupation",
  "city",
  "agreement",
  "agreement_city",
  "account",
  "membership",
  "invitation",
  "mail_address",
  "profile",
  "consent",
  "enterprise",
  "enterprise_claim",
  "import_batch",
  "import_row",
  "posting",
  "call_click",
  "application",
  "application_event",
  "card_view",
  "notice",
  "saved_search",
  "saved_search_match",
  "event_shown",
  "event_brought",
  "channel",
  "channel_day",
  "channel_visitor",
  "report",
  "report_line",
  "fair",
  "fair_city",
  "fair_key",
  "venue",
  "booth",
  "booth_desk",
  "fair_registration",
  "fair_registration_posting",
  "fair_invitation",
  "fair_slot",
  "fair_ticket",
  "fair_scan",
  "fair_board_event",
  "booth_visit",
  "booth_note",
  "fair_intent",
  "follow_up",
  "interview_slot",
  "interview_wish",
  "interview",
  "interview_plan",
  "queue_entry",
  "command",
  "task",
  "audit",
  "outbox",
  "stream_head",
  "change",
  "consumer_cursor",
  "quarantine",
];

/** Tables that a backup leaves out, each with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  "app.clock": "the offset of tests",
  backup_run: "tells of the backups of one place, not of the data",
  idempotency: "sealed answers of the last two days, which may hold secrets",
  message: "sealed codes and letters that wait for minutes",
  otp_challenge: "sign-in codes",
  posting_search: "the search index, which a restore writes again",
  posting_terms: "the search index",
  search_generation: "counts the writes of the search index",
  search_index: "the state of the other engine's index, which a worker rebuilds",
  search_spelling: "words of the search index",
  rate_limit: "counts of the last minute",
  session: "bearer tokens: people sign in again",
  sign_in_link: "bearer tokens",
  sms_quota: "counts the messages of an hour",
  kysely_migration: "the manifest names the migrations",
  kysely_migration_lock: "lock of the migrations, only in databases of earlier releases",
};

/**
 * Tables of KEPT that the program fills by itself in a house without cities. They do not make a database a
 * living one.
 */
export const OWN_ACCORD: readonly string[] = [
  "vault_key",
  "reference_load",
  "division",
  "occupation",
  "task",
  "consumer_cursor",
  "stream_head",
];

/**
 * Conditions on the rows that a backup holds of a table. The cursors of the search index belong to the
 * index: a restored database without them fills its index from the feed.
 */
export const ROWS_KEPT: Readonly<Record<string, string>> = {
  consumer_cursor: "consumer not like 'search-%'",
  quarantine: "consumer not like 'search-%'",
};
