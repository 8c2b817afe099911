import { type Kysely, sql } from "kysely";

/**
 * Splits the search table in two. posting_search is narrow: filters, facets, sort keys and the few terms that
 * decide the order of results. posting_terms holds all terms under one index.
 * Occupations, places and benefits are stored as codes, so a new name needs no reindexing. Both tables can be
 * filled again from the change feed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occupation add column typed text[] not null default '{}'`.execute(db);
  await sql`alter table division add column typed text[] not null default '{}'`.execute(db);
  await sql`drop table posting_search`.execute(db);
  await sql`
create table posting_search (
  posting_id uuid primary key,
  rev int not null,
  home_city text not null,
  city text,
  county text,
  occupation text,
  enterprise_id uuid not null,
  month_min_yuan int,
  month_max_yuan int,
  pay_period text,
  education smallint,
  experience_min_months int,
  benefits text[] not null,
  published_at timestamptz not null,
  expires_at timestamptz not null,
  -- Weighted terms of title, occupation, place and employer. They decide the order of results.
  head tsvector not null
)`.execute(db);
  await sql`create table posting_terms (posting_id uuid primary key, terms tsvector not null)`.execute(db);
  // To find the postings that contain given terms.
  await sql`create index posting_terms_terms on posting_terms using gin (terms)`.execute(db);
  // Without sequential scans, because the planner underestimates their cost: the terms are stored out of
  // line.
  await sql`
create function app.postings_with(wanted tsquery) returns setof uuid stable parallel safe rows 500
  language sql set enable_seqscan = off as $$
  select posting_id from posting_terms where terms @@ wanted $$`.execute(db);
  // To list postings newest first, best paid first, and by place.
  await sql`create index posting_search_newest on posting_search (published_at desc, posting_id desc)`.execute(
    db,
  );
  await sql`create index posting_search_pay on posting_search ((coalesce(month_max_yuan, -1)) desc, posting_id desc)`.execute(
    db,
  );
  await sql`create index posting_search_city on posting_search (city, county)`.execute(db);
  // To find the postings that expire next.
  await sql`create index posting_search_expiry on posting_search (expires_at)`.execute(db);
  // Number of writes to the search tables. A cached count is exact while this number is unchanged.
  await sql`create table search_generation (n bigint not null)`.execute(db);
  await sql`insert into search_generation values (0)`.execute(db);
  await sql`create index posting_search_enterprise on posting_search (enterprise_id)`.execute(db);
  await sql`delete from consumer_cursor where consumer = 'search-index'`.execute(db);
}
