import { type Kysely, sql } from "kysely";

/**
 * Copies of fairs and exhibitors from other cities' logs. An exhibitor may name a posting whose own log has
 * not told of it yet. A posting is brought to an event only by the enterprise that it belongs to. The audit
 * names the city of an actor that is another city.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table fair_registration_posting drop constraint fair_registration_posting_posting_id_fkey;
alter table event_brought drop constraint event_brought_posting_id_fkey;

create or replace function app.posting_at_event(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from event_brought b join event_shown s using (event_kind, event_id)
      join shared.enterprise e on e.id = b.enterprise_id
      join shared.posting p on p.id = b.posting_id and p.enterprise_id = b.enterprise_id
    where b.posting_id = posting and e.status = 'verified' and s.readable_until > app.now()
      and s.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, s.event_kind))) $$;

create or replace view posting_at_event as
  select b.event_kind, b.event_id, b.posting_id, s.agreement_id
  from event_brought b join event_shown s using (event_kind, event_id) join shared.enterprise e on e.id = b.enterprise_id
  join shared.posting p on p.id = b.posting_id and p.enterprise_id = b.enterprise_id
  where b.posting_id is not null and e.status = 'verified';

-- The city of an actor that is another city.
alter table audit add column actor_city text;

-- Removes an event with all that was brought to it.
create function app.end_event(kind text, event uuid) returns void language sql as $$
  delete from event_brought where event_kind = kind and event_id = event;
  delete from event_shown where event_kind = kind and event_id = event $$;

-- Returns the name of an agreement that is the same on every node: its document, or its id while it has none.
create function app.agreement_reference(wanted uuid) returns text stable parallel safe language sql
  as $$ select coalesce(document, id::text) from agreement where id = wanted $$;

-- Returns the agreement of such a name, or null for an unknown one.
create function app.agreement_named(reference text) returns uuid stable parallel safe language sql
  as $$ select id from agreement where document = reference or (document is null and id::text = reference) $$;

-- Commands of own cities to other cities, each written in the transaction of the local act. body: the text that
-- is sent, the same at every try. subject: the own record whose page says where the command stands.
create table outgoing_command (
  id uuid primary key,
  city text not null references city,
  target text not null references city,
  type text not null,
  body text not null,
  subject_kind text not null,
  subject_id text not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'expired')),
  tries int not null default 0,
  next_try_at timestamptz not null default app.now(),
  expires_at timestamptz not null,
  -- The last answer: its HTTP status, null while none came, and its body.
  status int,
  answer text,
  settled_at timestamptz,
  created_at timestamptz not null default app.now(),
  check ((state = 'waiting') = (settled_at is null))
);
-- To find the commands to a city that are due, oldest first, and those of a record.
create index outgoing_command_due on outgoing_command (target, next_try_at) where state = 'waiting';
create index outgoing_command_subject on outgoing_command (subject_kind, subject_id, created_at);
`.execute(db);
}
