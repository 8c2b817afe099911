import { type Kysely, sql } from "kysely";

/** Accounts (identified by phone), one-time codes, sessions (hashed) and memberships. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table account (
  id uuid primary key,
  phone_index bytea not null unique,
  phone_sealed bytea not null,
  name text,
  closed_at timestamptz,
  created_at timestamptz not null default app.now()
);

create table otp_challenge (
  id uuid primary key,
  phone_index bytea not null,
  code_hash bytea not null,
  tries int not null default 0,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default app.now()
);
-- To find the newest code of a phone, and to count a day's codes.
create index otp_challenge_phone on otp_challenge (phone_index, created_at desc);
-- Number of text messages per time window, in all and per client address. One statement checks the limit and
-- counts.
create table sms_quota (
  name text not null,
  starts_at timestamptz not null,
  used int not null,
  primary key (name, starts_at)
);

-- Queued messages: encrypted, and deleted once sent or expired.
create table message (
  id uuid primary key,
  sealed bytea not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default app.now()
);

create table session (
  token_hash bytea primary key,
  id uuid not null unique,
  account_id uuid not null references account,
  created_at timestamptz not null default app.now(),
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_account on session (account_id);

create table membership (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null check (kind in ('member','officer','administrator')),
  enterprise_id uuid,
  city text references city,
  county text references division,
  granted_by uuid references account,
  created_at timestamptz not null default app.now(),
  ended_at timestamptz,
  check (case kind when 'member' then enterprise_id is not null and city is null
                   when 'officer' then city is not null and enterprise_id is null
                   else enterprise_id is null and city is null end),
  check (county is null or kind = 'officer')
);
-- To read the roles of an account at each request.
create index membership_account on membership (account_id) where ended_at is null;
-- To find the members of an enterprise.
create index membership_enterprise on membership (enterprise_id) where ended_at is null;
-- An account holds the same role only once at a time.
create unique index membership_once on membership
  (account_id, kind, coalesce(enterprise_id::text, ''), coalesce(city, ''), coalesce(county, '')) where ended_at is null;
`.execute(db);
}
