import { type Kysely, sql } from "kysely";

/** Saved searches, and the postings that each search has reported. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table saved_search (
  id uuid primary key,
  account_id uuid not null references account on delete cascade,
  -- City and agreement of the person when the search was saved. They decide which postings the search may
  -- find.
  city text,
  agreement text,
  q text not null,
  filter jsonb not null,
  -- Description of the search for people: words, places and occupations.
  label text not null,
  created_at timestamptz not null default app.now(),
  looked_at timestamptz not null default app.now()
)`.execute(db);
  // A person saves the same search only once per city and agreement.
  await sql`
create unique index saved_search_once on saved_search
  (account_id, coalesce(agreement, ''), coalesce(city, ''), q, md5(filter::text))`.execute(db);
  // To find the searches whose last run is longest ago.
  await sql`create index saved_search_looked on saved_search (looked_at, id)`.execute(db);
  await sql`
create table saved_search_match (
  saved_search_id uuid not null references saved_search on delete cascade,
  posting_id uuid not null,
  found_at timestamptz not null default app.now(),
  primary key (saved_search_id, posting_id)
)`.execute(db);
  // To find the matches past their retention.
  await sql`create index saved_search_match_found on saved_search_match (found_at)`.execute(db);
}
