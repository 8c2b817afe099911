import { type Kysely, sql } from "kysely";

/**
 * A suspension hides an enterprise and closes nothing. Each suspension is a row with its reason, and with the
 * status that the enterprise gets back.
 * A consent is no longer valid while its receiver is suspended, and after the receiver refused the
 * application.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table enterprise_suspension (
  id uuid primary key,
  enterprise_id uuid not null references enterprise,
  status_before text not null check (status_before in ('unverified','claimed','refused','verified')),
  reason text not null,
  suspended_at timestamptz not null default app.now(),
  suspended_by uuid references account,
  ended_at timestamptz,
  ended_by uuid references account,
  end_reason text
);
-- An enterprise has one open suspension at a time.
create unique index enterprise_suspension_open on enterprise_suspension (enterprise_id) where ended_at is null;
-- To list the suspensions of an enterprise.
create index enterprise_suspension_of on enterprise_suspension (enterprise_id, suspended_at desc);

-- Enterprises suspended before this release lost their verification, so they return as claimed or unverified.
insert into enterprise_suspension (id, enterprise_id, status_before, reason, suspended_at, suspended_by)
  select gen_random_uuid(), e.id, case e.origin when 'imported' then 'unverified' else 'claimed' end,
    coalesce(a.detail ->> 'reason', ''), coalesce(a.at, e.updated_at), a.account_id
  from enterprise e left join lateral (select * from audit where subject_kind = 'enterprise' and subject_id = e.id::text
    and action = 'enterprise.suspend' order by at desc limit 1) a on true
  where e.status = 'suspended';

-- A booth of a suspended enterprise is hidden, and kept for it.
alter table fair_registration add column hidden_at timestamptz;

-- Time when the receiver refused what the consent was for.
alter table consent add column refused_at timestamptz;
update consent set refused_at = coalesce(a.answered_at, a.updated_at)
  from application a where a.consent_id = consent.id and a.status = 'declined' and consent.refused_at is null;

create or replace view shared.consent as
  select c.id, c.fields, c.granted_at, c.ends_at, c.withdrawn_at,
    c.withdrawn_at is null and c.refused_at is null and c.ends_at > app.now()
      and not exists (select 1 from shared.enterprise e where c.receiver_kind = 'enterprise'
        and e.id::text = c.receiver_id and e.status = 'suspended') as stands
  from consent c;

create or replace view shared.card as
  select c.id as consent_id, c.fields,
    case when 'callName' = any (c.fields) then p.call_name end as call_name,
    case when 'skills' = any (c.fields) then p.skills end as skills,
    case when 'places' = any (c.fields) then p.places end as places,
    case when 'years' = any (c.fields) then p.years end as years,
    case when 'certificates' = any (c.fields) then p.certificates end as certificates,
    case when 'startFrom' = any (c.fields) then p.start_from end as start_from,
    case when 'veteran' = any (c.fields) then p.veteran end as veteran
  from consent c join profile p on p.account_id = c.account_id
  where c.withdrawn_at is null and c.refused_at is null and c.ends_at > (select app.now())
    and not exists (select 1 from shared.enterprise e where c.receiver_kind = 'enterprise'
      and e.id::text = c.receiver_id and e.status = 'suspended');

-- fairs: registrations of enterprises that wait for a decision or have a booth, with their fairs.
create view shared.fair_place as
  select r.id, r.enterprise_id, r.fair_id, f.title, f.host_city, f.closes_at
  from fair_registration r join fair f on f.id = r.fair_id
  where r.status in ('submitted', 'recommended', 'approved', 'offered', 'waitlisted')
    and f.status in ('registration', 'published');
`.execute(db);
}
