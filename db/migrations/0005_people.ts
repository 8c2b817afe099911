import { type Kysely, sql } from "kysely";

/** Seekers' cards, consents, applications and notices. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table profile (
  account_id uuid primary key references account,
  call_name text not null,
  skills text[] not null default '{}',
  places text[] not null default '{}',
  years int,
  certificates text[] not null default '{}',
  start_from text,
  veteran text check (veteran in ('declared','verified')),
  veteran_verified_by uuid references account,
  city text references division,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now()
);

create table consent (
  id uuid primary key,
  account_id uuid not null references account,
  purpose text not null check (purpose in ('application','matching')),
  receiver_kind text not null check (receiver_kind in ('enterprise','city')),
  receiver_id text not null,
  fields text[] not null,
  granted_at timestamptz not null default app.now(),
  ends_at timestamptz not null,
  withdrawn_at timestamptz
);
-- To list a person's consents, and to find what a receiver may see now.
create index consent_account on consent (account_id, granted_at desc);
create index consent_receiver on consent (receiver_kind, receiver_id) where withdrawn_at is null;

create table application (
  id uuid primary key,
  reference text not null unique,
  posting_id uuid not null references posting,
  enterprise_id uuid not null references enterprise,
  home_city text not null references city,
  account_id uuid not null references account,
  consent_id uuid not null references consent,
  status text not null check (status in ('sent','invited','declined','withdrawn','started','confirmed')),
  message text,
  answer jsonb,
  channel text not null default 'web',
  answer_due_at timestamptz,
  answered_at timestamptz,
  started_on date,
  confirmed_at timestamptz,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  -- A person applies only once to a posting.
  unique (account_id, posting_id)
);
-- To list applications by enterprise, by posting and by city.
create index application_enterprise on application (enterprise_id, created_at desc, id desc);
create index application_posting on application (posting_id, created_at desc, id desc);
create index application_city on application (home_city, created_at desc, id desc);

create table application_event (
  id uuid primary key,
  application_id uuid not null references application,
  at timestamptz not null default app.now(),
  by_kind text not null,
  kind text not null,
  note text
);
create index application_event_of on application_event (application_id, at);

-- Every view of a person's card by somebody else. The person can see this list.
create table card_view (
  id uuid primary key,
  account_id uuid not null references account,
  viewer_account_id uuid references account,
  viewer_label text not null,
  application_id uuid references application,
  at timestamptz not null default app.now()
);
create index card_view_of on card_view (account_id, at desc);

create table notice (
  id uuid primary key,
  to_kind text not null check (to_kind in ('account','enterprise','city')),
  to_id text not null,
  kind text not null,
  subject_kind text not null,
  subject_id text not null,
  detail jsonb not null default '{}',
  created_at timestamptz not null default app.now(),
  read_at timestamptz,
  -- Identifies what caused the notice. A receiver gets one notice per cause.
  cause text not null,
  unique (to_kind, to_id, cause)
);
create index notice_to on notice (to_kind, to_id, created_at desc);
`.execute(db);
}
