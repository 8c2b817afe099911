import { type Kysely, sql } from "kysely";

/**
 * The search table in two: what is filtered, counted and ordered by stays narrow, with the few terms that decide the
 * order; every term lies beside it under one index. Trades, places and benefits stand there as codes, so that another
 * name for one of them needs no posting to be indexed anew. Everything here is filled again from the change feed.
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
  -- Title, trade, place and employer, weighted: what decides the order.
  head tsvector not null
)`.execute(db);
  await sql`create table posting_terms (posting_id uuid primary key, terms tsvector not null)`.execute(db);
  // Which postings hold these terms?
  await sql`create index posting_terms_terms on posting_terms using gin (terms)`.execute(db);
  // The planner thinks reading every posting's terms is cheap, because it does not see that they lie outside the row.
  await sql`
create function app.postings_with(wanted tsquery) returns setof uuid stable parallel safe rows 500
  language sql set enable_seqscan = off as $$
  select posting_id from posting_terms where terms @@ wanted $$`.execute(db);
  // Newest first without words; best paid first; of a city, of a trade.
  await sql`create index posting_search_newest on posting_search (published_at desc, posting_id desc)`.execute(
    db,
  );
  await sql`create index posting_search_pay on posting_search ((coalesce(month_max_yuan, -1)) desc, posting_id desc)`.execute(
    db,
  );
  await sql`create index posting_search_city on posting_search (city, county)`.execute(db);
  // Which one expires next?
  await sql`create index posting_search_expiry on posting_search (expires_at)`.execute(db);
  // How many writes the index has seen: counts that were kept are true as long as there was none.
  await sql`create table search_generation (n bigint not null)`.execute(db);
  await sql`insert into search_generation values (0)`.execute(db);
  await sql`create index posting_search_enterprise on posting_search (enterprise_id)`.execute(db);
  await sql`delete from consumer_cursor where consumer = 'search-index'`.execute(db);
}
