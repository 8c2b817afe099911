import { type Kysely, sql } from "kysely";

/**
 * Lets readers of an event's agreement read the postings and enterprises at the event (such as a fair),
 * whatever their home city.
 * Capabilities with events write these two tables; postings, search and applications call the functions.
 * The older functions of migration 0022 stay for processes of the previous release.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Events that readers of the agreement may see. event_kind is also the kind of record that agreement.shares
-- names.
create table event_shown (
  event_kind text not null,
  event_id uuid not null,
  agreement_id uuid not null references agreement,
  -- Time until which readers of the agreement may read the enterprises and postings of the event.
  readable_until timestamptz not null,
  primary key (event_kind, event_id)
);

-- Enterprises at an event, and the postings that they show there. Without a posting: the enterprise itself.
create table event_brought (
  event_kind text not null,
  event_id uuid not null,
  enterprise_id uuid not null references enterprise,
  posting_id uuid references posting,
  unique nulls not distinct (event_kind, event_id, enterprise_id, posting_id)
);
-- To find the events of a posting and of an enterprise.
create index event_brought_posting on event_brought (posting_id) where posting_id is not null;
create index event_brought_enterprise on event_brought (enterprise_id) where posting_id is null;

create function app.show_event(kind text, event uuid, agreement uuid, until timestamptz) returns void
  language sql as $$
  insert into event_shown (event_kind, event_id, agreement_id, readable_until) values (kind, event, agreement, until)
  on conflict (event_kind, event_id) do update
    set agreement_id = excluded.agreement_id, readable_until = excluded.readable_until $$;

create function app.hide_event(kind text, event uuid) returns void language sql as $$
  delete from event_shown where event_kind = kind and event_id = event $$;

-- Adds an enterprise to an event with exactly these postings.
create function app.bring_to_event(kind text, event uuid, enterprise uuid, postings uuid[]) returns void
  language sql as $$
  delete from event_brought where event_kind = kind and event_id = event and enterprise_id = enterprise
    and posting_id is not null and not posting_id = any(postings);
  insert into event_brought (event_kind, event_id, enterprise_id, posting_id)
    select kind, event, enterprise, p from unnest(array_append(postings, null)) p on conflict do nothing $$;

create function app.take_from_event(kind text, event uuid, enterprise uuid) returns void language sql as $$
  delete from event_brought where event_kind = kind and event_id = event and enterprise_id = enterprise $$;

-- Returns true if this enterprise takes part in an event that the reader may see.
create function app.enterprise_at_event(enterprise uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from event_brought b join event_shown s using (event_kind, event_id)
      join enterprise e on e.id = b.enterprise_id
    where b.enterprise_id = enterprise and b.posting_id is null and e.status = 'verified'
      and s.readable_until > app.now()
      and s.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, s.event_kind))) $$;

-- Returns true if this posting is shown at an event that the reader may see.
create function app.posting_at_event(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from event_brought b join event_shown s using (event_kind, event_id)
      join enterprise e on e.id = b.enterprise_id
    where b.posting_id = posting and e.status = 'verified' and s.readable_until > app.now()
      and s.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, s.event_kind))) $$;

-- Postings of verified enterprises at shown events, past events included.
create view posting_at_event as
  select b.event_kind, b.event_id, b.posting_id, s.agreement_id
  from event_brought b join event_shown s using (event_kind, event_id) join enterprise e on e.id = b.enterprise_id
  where b.posting_id is not null and e.status = 'verified';

insert into event_shown (event_kind, event_id, agreement_id, readable_until)
  select 'fair', id, agreement_id, closes_at + interval '30 days' from fair
  where status in ('registration', 'published', 'reported');
insert into event_brought (event_kind, event_id, enterprise_id)
  select 'fair', fair_id, enterprise_id from fair_registration where status = 'approved';
insert into event_brought (event_kind, event_id, enterprise_id, posting_id)
  select 'fair', r.fair_id, r.enterprise_id, rp.posting_id
  from fair_registration r join fair_registration_posting rp on rp.registration_id = r.id where r.status = 'approved';
`.execute(db);
}
