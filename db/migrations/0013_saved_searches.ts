import { type Kysely, sql } from "kysely";

/** Saved searches, and the postings that each has reported. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table saved_search (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  -- Whose eyes see: as when it was saved.
  city text,
  agreement text,
  q text not null,
  filter jsonb not null,
  -- Words, places and trades as a person reads them.
  label text not null,
  created_at timestamptz not null default app.now(),
  looked_at timestamptz not null default app.now()
)`.execute(db);
  // One person saves the same question once per site.
  await sql`
create unique index saved_search_once on saved_search
  (account_id, coalesce(agreement, ''), coalesce(city, ''), q, md5(filter::text))`.execute(db);
  // Question: which search waits longest for its next run?
  await sql`create index saved_search_looked on saved_search (looked_at, id)`.execute(db);
  await sql`
create table saved_search_match (
  saved_search_id uuid not null references saved_search on delete cascade,
  posting_id uuid not null,
  found_at timestamptz not null default app.now(),
  primary key (saved_search_id, posting_id)
)`.execute(db);
  // Question: which matches are past their retention?
  await sql`create index saved_search_match_found on saved_search_match (found_at)`.execute(db);
}
