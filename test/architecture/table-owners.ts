/** The capability that writes each table. A test checks that no table is missing. */
export const OWNERS: Record<string, readonly string[]> = {
  platform: [
    "audit",
    "change",
    "command",
    "consumer_cursor",
    "idempotency",
    "outbox",
    "quarantine",
    "reference_load",
    "stream_head",
    "task",
  ],
  identity: ["account", "membership", "message", "otp_challenge", "session", "sms_quota"],
  cities: ["agreement", "agreement_city", "city", "division", "occupation"],
  enterprises: ["enterprise", "enterprise_claim"],
  postings: ["call_click", "posting"],
  search: ["posting_search", "posting_terms", "search_generation", "search_index", "search_spelling"],
  candidates: ["card_view", "consent", "profile"],
  applications: ["application", "application_event"],
  notifications: ["mail_address", "notice"],
  imports: ["import_batch", "import_row"],
  "saved-searches": ["saved_search", "saved_search_match"],
  "event-visibility": ["event_brought", "event_shown"],
  channels: ["channel", "channel_day"],
  reports: ["report", "report_line"],
  fairs: [
    "booth",
    "booth_desk",
    "booth_visit",
    "fair",
    "fair_board_event",
    "fair_city",
    "fair_intent",
    "fair_invitation",
    "fair_key",
    "fair_registration",
    "fair_registration_posting",
    "fair_scan",
    "fair_slot",
    "fair_ticket",
    "follow_up",
    "interview",
    "interview_plan",
    "interview_slot",
    "interview_wish",
    "queue_entry",
    "venue",
  ],
};

/** Reference tables, and views of 0028, that their owner offers to every query for reading. */
export const OFFERED: readonly string[] = ["agreement", "agreement_city", "city", "division", "occupation"];

const CARD = "reads a card and its consent in the same query, so that no consent is passed over";
const LOCK =
  "locks or filters by the standing of the enterprise and the posting in the statement that writes";
const VIEW = "reads columns for lists; a view of the owner is to stand in between";
const COUNTS = "counts what came of an event, across capabilities, in one statement";

/** Foreign tables that queries still name, by capability, each with its reason. */
export const EXCEPTIONS: Record<string, Record<string, string>> = {
  applications: { consent: CARD, enterprise: LOCK, posting: LOCK, profile: CARD },
  candidates: { enterprise: VIEW },
  cities: { posting: COUNTS },
  enterprises: { fair: "reads who invited", fair_invitation: "reads who invited", membership: VIEW },
  fairs: {
    application: COUNTS,
    consent: CARD,
    enterprise: LOCK,
    posting: LOCK,
    profile: CARD,
  },
  identity: { enterprise: VIEW },
  postings: { account: VIEW, enterprise: LOCK, enterprise_claim: VIEW },
};

/** Foreign tables that are still written. */
export const FOREIGN_WRITES: Record<string, readonly string[]> = {
  applications: ["consent"],
};
