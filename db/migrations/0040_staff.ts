import { type Kysely, sql } from "kysely";

/** Invitations to a role. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- An invitation to a role. account_id is the invited person, found or created by the phone number. It is
-- open until it is settled or expires.
create table invitation (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null check (kind in ('member','officer','administrator')),
  enterprise_id uuid,
  city text references city,
  county text references division,
  name text not null,
  status text not null default 'open' check (status in ('open','accepted','declined','withdrawn')),
  invited_by uuid references account,
  created_at timestamptz not null default app.now(),
  expires_at timestamptz not null,
  settled_at timestamptz,
  check (case kind when 'member' then enterprise_id is not null and city is null
                   when 'officer' then city is not null and enterprise_id is null
                   else enterprise_id is null and city is null end),
  check (county is null or kind = 'officer'),
  check ((status = 'open') = (settled_at is null))
);
-- A person has one open invitation to a role at a time.
create unique index invitation_once on invitation
  (account_id, kind, coalesce(enterprise_id::text, ''), coalesce(city, ''), coalesce(county, '')) where status = 'open';
-- To list the open invitations of an enterprise and of a city.
create index invitation_enterprise on invitation (enterprise_id) where status = 'open';
create index invitation_city on invitation (city) where status = 'open';
-- To list the officers of a city.
create index membership_city on membership (city) where ended_at is null;
`.execute(db);
}
