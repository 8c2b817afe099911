import { type Kysely, sql } from "kysely";

/** Enterprises and their postings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table enterprise (
  id uuid primary key,
  home_city text not null references city,
  county text references division,
  name text not null,
  name_key text not null,
  uscc text,
  uscc_check text check (uscc_check in ('ok','failed','overridden')),
  status text not null check (status in ('unverified','claimed','verified','suspended')),
  nature text,
  industry text,
  size text,
  address text,
  intro text,
  contact_name text,
  contact_phone text,
  contact_hours text,
  origin text not null check (origin in ('registered','imported')),
  source_name text,
  verified_at timestamptz,
  verified_by uuid references account,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);
-- One enterprise per city and credit code. Without a credit code: one per city and name.
create unique index enterprise_uscc on enterprise (home_city, uscc) where uscc is not null;
create unique index enterprise_name on enterprise (home_city, name_key) where uscc is null;
-- To find the enterprise that an imported sheet names, with or without a credit code.
create index enterprise_name_key on enterprise (home_city, name_key);
-- To list a city's enterprises by status.
create index enterprise_city_status on enterprise (home_city, status, created_at desc, id);

create table enterprise_claim (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  account_id uuid not null references account,
  status text not null check (status in ('pending','approved','rejected')),
  statement text,
  uscc text,
  reason text,
  decided_by uuid references account,
  decided_at timestamptz,
  created_at timestamptz not null default app.now()
);
create unique index enterprise_claim_once on enterprise_claim (enterprise_id, account_id) where status = 'pending';
create index enterprise_claim_queue on enterprise_claim (created_at, id) where status = 'pending';
-- To count the pending claims of one account.
create index enterprise_claim_account on enterprise_claim (account_id) where status = 'pending';

alter table membership add foreign key (enterprise_id) references enterprise;

create table posting (
  id uuid primary key,
  home_city text not null references city,
  enterprise_id uuid not null references enterprise,
  status text not null check (status in ('draft','submitted','published','closed')),
  title text not null,
  occupation text references occupation,
  headcount int check (headcount > 0),
  headcount_text text,
  employment_type text check (employment_type in ('fullTime','partTime','dispatch','intern','flexible')),
  agency boolean not null default false,
  duties text,
  duties_suggested boolean not null default false,
  requirements text,
  place_text text,
  province text references division,
  city text references division,
  county text references division,
  pay_text text,
  pay_min_yuan int,
  pay_max_yuan int,
  pay_period text check (pay_period in ('hour','day','week','month','year','piece')),
  pay_months int,
  pay_negotiable boolean not null default false,
  education smallint check (education between 0 and 7),
  experience_min_months int,
  benefits text[] not null default '{}',
  facts jsonb not null default '{}',
  contact_name text,
  contact_phone text,
  contact_hours text,
  valid_through date,
  expires_at timestamptz generated always as ((valid_through + 1)::timestamp at time zone 'Asia/Shanghai') stored,
  repost boolean not null default false,
  source_name text,
  source_url text,
  source_key text,
  -- SHA-256 of the imported row, to recognise unchanged rows when the sheet is imported again.
  source_digest bytea,
  import_id uuid,
  missing text[] not null default '{}',
  flags jsonb not null default '[]',
  return_reasons jsonb,
  close_reason text,
  created_by uuid references account,
  reviewed_by uuid references account,
  submitted_at timestamptz,
  published_at timestamptz,
  confirmed_at timestamptz,
  closed_at timestamptz,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  check (pay_min_yuan is null or pay_max_yuan is null or pay_min_yuan <= pay_max_yuan),
  check (status <> 'published' or (valid_through is not null and published_at is not null)),
  check (repost = false or source_name is not null)
);
-- The review queue of a city, oldest first.
create index posting_queue on posting (home_city, submitted_at, id) where status = 'submitted';
-- An enterprise's own postings, newest first.
create index posting_enterprise on posting (enterprise_id, created_at desc, id desc);
-- To list a city's postings by status, and the postings of one import.
create index posting_city_status on posting (home_city, status, updated_at desc, id desc);
create index posting_import on posting (import_id, id) where import_id is not null;
-- To count the published postings of each workplace city.
create index posting_live on posting (home_city, city, expires_at) where status = 'published';
-- A row that is imported again updates its posting, because city and source key are unique.
create unique index posting_source on posting (home_city, source_key) where source_key is not null;

create table call_click (
  posting_id uuid not null references posting,
  day date not null default app.today(),
  channel text not null default 'web',
  clicks int not null default 0,
  primary key (posting_id, day, channel)
);

-- Data of the PostgreSQL search. The consumer of the search index derives it from postings.
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
  terms tsvector not null
);
create index posting_search_terms on posting_search using gin (terms);
-- To list results newest first or best paid first, and to filter by workplace.
create index posting_search_newest on posting_search (published_at desc, posting_id desc);
create index posting_search_pay on posting_search ((coalesce(month_max_yuan, -1)) desc, posting_id desc);
create index posting_search_city on posting_search (city, county);
`.execute(db);
}
