import { type Kysely, sql } from "kysely";

/** Complaints about postings, from people with or without an account, for the officers of the home city. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table posting_complaint (
  id uuid primary key,
  reference text not null unique,
  posting_id uuid not null references posting,
  reason text not null,
  words text not null default '',
  -- HMAC of the day with the account or the address. Two days of one person cannot be joined.
  reporter bytea not null,
  created_at timestamptz not null default app.now(),
  outcome text check (outcome in ('upheld','unfounded')),
  note text,
  settled_at timestamptz,
  settled_by uuid references account,
  check ((outcome is null) = (settled_at is null)),
  check ((outcome is null) = (note is null))
);
-- The same words sent twice on one day are one complaint.
create unique index posting_complaint_once on posting_complaint (posting_id, reporter, reason, md5(words));
-- To list the complaints that wait for an officer, oldest first.
create index posting_complaint_waiting on posting_complaint (created_at, id) where outcome is null;
-- To count what one reporter sent.
create index posting_complaint_reporter on posting_complaint (reporter);
-- To list the complaints about one posting.
create index posting_complaint_posting on posting_complaint (posting_id, created_at desc);
`.execute(db);
}
