import { type Kysely, sql } from "kysely";

/** Searches that a person keeps, and the postings that each of them has told of. */
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
  // The same question is kept once per person and site.
  await sql`
create unique index saved_search_once on saved_search
  (account_id, coalesce(agreement, ''), coalesce(city, ''), q, md5(filter::text))`.execute(db);
  // Which search was not looked at for longest?
  await sql`create index saved_search_looked on saved_search (looked_at, id)`.execute(db);
  await sql`
create table saved_search_match (
  saved_search_id uuid not null references saved_search on delete cascade,
  posting_id uuid not null,
  found_at timestamptz not null default app.now(),
  primary key (saved_search_id, posting_id)
)`.execute(db);
  // Which ones are past their keeping?
  await sql`create index saved_search_match_found on saved_search_match (found_at)`.execute(db);
}
