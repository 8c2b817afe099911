import { type Kysely, sql } from "kysely";

/**
 * Acts of people at other nodes: the subject by which a city knows each of our people, and cards that left
 * this node or came to it. What an agreement says about commands.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- The random id by which another city knows a person of ours. No two cities get the same.
create table person_subject (
  person_id uuid not null references person on delete cascade,
  receiver text not null references city,
  subject text not null,
  primary key (person_id, receiver),
  unique (receiver, subject)
);

-- Cards that an enterprise of another node reads, each under its consent. rev: newest version that the log for
-- that city tells. A card that was taken back has no row.
create table given_card (
  consent_id uuid primary key references consent on delete cascade,
  city text not null references city,
  receiver text not null references city,
  posting_id uuid not null,
  message text,
  rev int not null default 1
);

-- Cards of people of other nodes, with the fields of their consent. A card that was taken back has no row.
create table received_card (
  consent_id uuid primary key references consent on delete cascade,
  home_city text not null references city,
  posting_id uuid not null,
  rev int not null,
  call_name text,
  phone_sealed bytea,
  skills text[],
  places text[],
  years int,
  certificates text[],
  start_from text,
  veteran text check (veteran in ('declared', 'verified')),
  message text
);

-- Revision of the posting's home city that was last applied here. 0 while it has told none.
alter table application add column home_rev int not null default 0;

create or replace view shared.card as
  select c.id as consent_id, c.fields,
    case when 'callName' = any (c.fields) then coalesce(p.call_name, r.call_name) end as call_name,
    case when 'skills' = any (c.fields) then coalesce(p.skills, r.skills) end as skills,
    case when 'places' = any (c.fields) then coalesce(p.places, r.places) end as places,
    case when 'years' = any (c.fields) then coalesce(p.years, r.years) end as years,
    case when 'certificates' = any (c.fields) then coalesce(p.certificates, r.certificates) end as certificates,
    case when 'startFrom' = any (c.fields) then coalesce(p.start_from, r.start_from) end as start_from,
    case when 'veteran' = any (c.fields) then coalesce(p.veteran, r.veteran) end as veteran,
    r.message
  from consent c left join profile p on p.account_id = c.account_id left join received_card r on r.consent_id = c.id
  where (p.account_id is not null or r.consent_id is not null)
    and c.withdrawn_at is null and c.refused_at is null and c.ends_at > (select app.now())
    and not exists (select 1 from shared.enterprise e where c.receiver_kind = 'enterprise'
      and e.id::text = c.receiver_id and e.status = 'suspended');

-- federation: keys with which records are sealed for a city, as its verified directory names them. An expired
-- directory still names the right key; the receiver opens with retired keys too.
create view shared.encryption_key as
  select d.city, k ->> 'kid' as kid, k ->> 'publicKey' as public_key, (k ->> 'from')::timestamptz as valid_from
  from node_directory d, jsonb_array_elements(d.content -> 'cities') c, jsonb_array_elements(c -> 'keys') k
  where c ->> 'city' = d.city and k ->> 'use' = 'encrypt' and k ->> 'status' <> 'revoked'
    and (k ->> 'from')::timestamptz <= app.now()
    and (k ->> 'until' is null or (k ->> 'until')::timestamptz > app.now());

-- peers: where the commands of a record stand.
create view shared.command_standing as
  select subject_kind, subject_id, type, state, status, answer, created_at, settled_at from outgoing_command;

-- applications: the number to call about a posting, for applicants whom another node has not answered.
create or replace view shared.posting as
  select id, enterprise_id, home_city, city, county, title, status, occupation, headcount, headcount_text,
    employment_type, published_at, expires_at, closed_at, contact_phone
  from posting;

-- Returns true if commands to a city are due.
create function app.has_due_commands(to_city text) returns boolean stable parallel safe language sql as $$
  select exists (select from outgoing_command
    where target = to_city and state = 'waiting' and next_try_at <= app.now()) $$;

-- Returns true if a clause in force lets the sender's city send commands of this type to home.
create function app.accepts(home text, sender text, command text) returns boolean
  stable parallel safe language sql as $$
  select exists (
    select from agreement_clause c join agreement a on a.id = c.agreement_id, (select app.today() as today offset 0) clock
    where c.from_city = home and c.to_city = sender and command = any (c.commands)
      and c.starts_on <= clock.today and (c.ends_on is null or c.ends_on >= clock.today)
      and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today)) $$;

-- Returns the fields that home gives the reader in records of a kind: null without a clause in force, an empty
-- list for all fields.
create function app.given_fields(home text, reader text, what text) returns text[]
  stable parallel safe language sql as $$
  select case when count(*) = 0 then null when bool_or(c.fields = '{}') then '{}'
    else (select array_agg(distinct f) from unnest(string_to_array(string_agg(array_to_string(c.fields, ','), ','), ',')) f) end
  from agreement_clause c join agreement a on a.id = c.agreement_id, (select app.today() as today offset 0) clock
  where c.from_city = home and c.to_city = reader and what = any (c.kinds)
    and c.starts_on <= clock.today and (c.ends_on is null or c.ends_on >= clock.today)
    and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today) $$;
`.execute(db);
}
