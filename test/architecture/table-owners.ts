/** Tables by the capability that writes them. A test checks that no table is missing. */
export const OWNERS: Record<string, readonly string[]> = {
  platform: [
    "audit",
    "backup_run",
    "change",
    "command",
    "consumer_cursor",
    "idempotency",
    "log_entry",
    "log_head",
    "log_tile_hash",
    "outbox",
    "quarantine",
    "rate_limit",
    "reference_load",
    "stream_head",
    "task",
    "vault_key",
  ],
  identity: [
    "account",
    "membership",
    "message",
    "otp_challenge",
    "person",
    "session",
    "sign_in_link",
    "sms_quota",
  ],
  cities: ["agreement", "agreement_city", "agreement_clause", "city", "division", "occupation"],
  federation: ["agreement_note", "city_identity", "followed_log", "node_directory", "node_key"],
  enterprises: ["enterprise", "enterprise_claim", "enterprise_suspension"],
  postings: ["call_click", "posting", "posting_violation"],
  search: ["posting_search", "posting_terms", "search_generation", "search_index", "search_spelling"],
  candidates: ["card_view", "consent", "profile"],
  applications: ["application", "application_event"],
  notifications: ["mail_address", "notice"],
  imports: ["import_batch", "import_row"],
  "saved-searches": ["saved_search", "saved_search_match"],
  "event-visibility": ["event_brought", "event_shown"],
  channels: ["channel", "channel_day", "channel_visitor"],
  staff: ["invitation"],
  reports: ["report", "report_line"],
  fairs: [
    "booth",
    "booth_desk",
    "booth_note",
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

/** Reference tables of the capability `cities`. Every capability may read them in its queries. */
export const REFERENCE: readonly string[] = [
  "agreement",
  "agreement_city",
  "agreement_clause",
  "city",
  "division",
  "occupation",
];

/** Views by the capability that owns them. Queries of all other capabilities may read them. */
export const SHARED: Record<string, readonly string[]> = {
  identity: ["app.open_account", "shared.account", "shared.member"],
  enterprises: [
    "shared.employer",
    "shared.enterprise",
    "shared.pending_claim",
    "shared.pending_registration",
  ],
  postings: ["shared.call_click", "shared.posting"],
  candidates: ["shared.card", "shared.consent", "shared.residence"],
  applications: ["shared.application"],
  notifications: ["app.notice_sent"],
  "event-visibility": ["posting_at_event"],
  fairs: ["shared.fair_place", "shared.open_invitation"],
};

/** Views under former names of tables, by owner. Only processes of the previous release use them. */
export const FORMER: Record<string, readonly string[]> = {
  channels: ["fair_channel", "fair_channel_day"],
  reports: ["fair_report", "fair_report_line"],
};

/** SQL functions by the capability whose tables they read and write. */
export const FUNCTIONS: Record<string, readonly string[]> = {
  platform: ["app.now", "app.refuse_change", "app.refuse_former_log", "app.today"],
  cities: [
    "app.agreement_in_force",
    "app.gives",
    "app.home_city_of",
    "app.hosted_cities",
    "app.is_hosted",
    "app.refuse_foreign_change",
    "app.visible_agreements",
    "app.visible_home_cities",
    "app.visible_homes",
  ],
  identity: ["app.account_is_person"],
  search: ["app.postings_with"],
  "event-visibility": [
    "app.bring_to_event",
    "app.enterprise_at_event",
    "app.hide_event",
    "app.posting_at_event",
    "app.show_event",
    "app.take_from_event",
  ],
  fairs: ["app.brought_to_fair", "app.stands_at_fair"],
};
