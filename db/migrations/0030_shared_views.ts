import { type Kysely, sql } from "kysely";

/**
 * Creates the schema `shared`: views of the columns that other capabilities may read. Each view reads tables
 * of one capability. The views are simple, so PostgreSQL inlines them into queries, and a lock through a view
 * locks the table's rows.
 * To add a column, a later migration appends it with `create or replace view`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create schema shared;

-- identity: the name of an account.
create view shared.account as select id, name from account;
-- identity: the enterprise of each current member, one row per member.
create view shared.member as select enterprise_id from membership where enterprise_id is not null and ended_at is null;

-- enterprises: name, status, industry, home city and county.
create view shared.enterprise as select id, home_city, county, name, status, industry from enterprise;
-- enterprises: name, status and contact of a posting's enterprise. The phone is null unless it is verified.
create view shared.employer as
  select id, home_city, county, name, status, contact_name, contact_hours,
    case when status = 'verified' then contact_phone end as contact_phone
  from enterprise;
-- enterprises: claims that an officer has not decided yet.
create view shared.pending_claim as
  select id, enterprise_id, account_id, statement, uscc, uscc_check, created_at from enterprise_claim
  where status = 'pending';
-- enterprises: claimed enterprises, which an officer has not verified yet.
create view shared.pending_registration as
  select id, home_city, county, name, status, intro, uscc, uscc_check, contact_name, contact_phone, updated_at
  from enterprise where status = 'claimed';

-- postings: the columns that lists and counts of other capabilities need.
create view shared.posting as
  select id, enterprise_id, home_city, city, county, title, status, occupation, headcount, headcount_text,
    employment_type, published_at, expires_at, closed_at
  from posting;
-- postings: number of taps on phone numbers, with the channel.
create view shared.call_click as select channel, clicks from call_click;

-- candidates: a consent and whether it is valid now.
create view shared.consent as
  select id, fields, granted_at, ends_at, withdrawn_at, withdrawn_at is null and ends_at > app.now() as stands
  from consent;
-- candidates: the card under each valid consent. A field outside the consent is null.
create view shared.card as
  select c.id as consent_id, c.fields,
    case when 'callName' = any (c.fields) then p.call_name end as call_name,
    case when 'skills' = any (c.fields) then p.skills end as skills,
    case when 'places' = any (c.fields) then p.places end as places,
    case when 'years' = any (c.fields) then p.years end as years,
    case when 'certificates' = any (c.fields) then p.certificates end as certificates,
    case when 'startFrom' = any (c.fields) then p.start_from end as start_from,
    case when 'veteran' = any (c.fields) then p.veteran end as veteran
  from consent c join profile p on p.account_id = c.account_id
  where c.withdrawn_at is null and c.ends_at > (select app.now());
-- candidates: the city where a person lives, for counts.
create view shared.residence as select account_id, city from profile;

-- applications: the state of an application and the channel that led to it.
create view shared.application as
  select id, reference, posting_id, enterprise_id, account_id, consent_id, status, channel, via, started_on, created_at
  from application;

-- fairs: unused invitations to fairs that still accept registrations.
create view shared.open_invitation as
  select i.code, i.city, f.agreement_id from fair_invitation i join fair f on f.id = i.fair_id
  where i.registration_id is null and f.status in ('registration', 'published')
    and f.registration_closes_at > (select app.now());

-- Redefines functions and the view of migration 0028, and the functions of 0022. They now read the status of an
-- enterprise through the view of its owner.
create or replace function app.enterprise_at_event(enterprise uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from event_brought b join event_shown s using (event_kind, event_id)
      join shared.enterprise e on e.id = b.enterprise_id
    where b.enterprise_id = enterprise and b.posting_id is null and e.status = 'verified'
      and s.readable_until > app.now()
      and s.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, s.event_kind))) $$;

create or replace function app.posting_at_event(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from event_brought b join event_shown s using (event_kind, event_id)
      join shared.enterprise e on e.id = b.enterprise_id
    where b.posting_id = posting and e.status = 'verified' and s.readable_until > app.now()
      and s.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, s.event_kind))) $$;

create or replace view posting_at_event as
  select b.event_kind, b.event_id, b.posting_id, s.agreement_id
  from event_brought b join event_shown s using (event_kind, event_id) join shared.enterprise e on e.id = b.enterprise_id
  where b.posting_id is not null and e.status = 'verified';

create or replace function app.stands_at_fair(enterprise uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration r join fair f on f.id = r.fair_id
      join shared.enterprise e on e.id = r.enterprise_id
    where r.enterprise_id = enterprise and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;

create or replace function app.brought_to_fair(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration_posting rp join fair_registration r on r.id = rp.registration_id
      join fair f on f.id = r.fair_id join shared.enterprise e on e.id = r.enterprise_id
    where rp.posting_id = posting and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;
`.execute(db);
}
