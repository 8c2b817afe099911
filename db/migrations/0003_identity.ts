import { type Kysely, sql } from "kysely";

/** Accounts known by phone, one-time codes, sessions (hashed) and memberships. */
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
-- The newest challenge of a phone; how many today?
create index otp_challenge_phone on otp_challenge (phone_index, created_at desc);
-- Messages counted per window: in all, and per address. One statement counts and refuses.
create table sms_quota (
  name text not null,
  starts_at timestamptz not null,
  used int not null,
  primary key (name, starts_at)
);

-- Text messages on their way: sealed, and gone once sent or too old.
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
-- Roles of an account at each request.
create index membership_account on membership (account_id) where ended_at is null;
-- Who works for this enterprise?
create index membership_enterprise on membership (enterprise_id) where ended_at is null;
-- One office is held once.
create unique index membership_once on membership
  (account_id, kind, coalesce(enterprise_id::text, ''), coalesce(city, ''), coalesce(county, '')) where ended_at is null;
`.execute(db);
}
