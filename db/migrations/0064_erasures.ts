import { type Kysely, sql } from "kysely";

/**
 * Erasures across nodes: a ledger of who received what, with the receipts of other cities. The receipts
 * that this node owes, and the lease of what it holds. Certificates of cities that left an agreement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Records that own logs for one city told. The person and the employer whom one concerns; null for none of ours.
-- asked_for: 'erase' for an entry of the log, 'ended' if no clause gives the record any more. erased_at: as the
-- receiver says. raised_at: when people were told that no receipt came.
create table told_record (
  stream text not null,
  kind text not null,
  record_id text not null,
  person_id uuid,
  enterprise_id uuid,
  told_at timestamptz not null default app.now(),
  asked_at timestamptz,
  asked_for text check (asked_for in ('erase', 'ended')),
  erased_at timestamptz,
  receipt_at timestamptz,
  stores text[],
  raised_at timestamptz,
  primary key (stream, kind, record_id),
  check ((asked_at is null) = (asked_for is null)),
  check (receipt_at is null or asked_at is not null)
);
-- To list what was asked for a person, and the receipts that are missing.
create index told_record_person on told_record (person_id) where asked_at is not null;
create index told_record_open on told_record (asked_at) where asked_at is not null and receipt_at is null;

-- Whatever tells a city of a record, or to erase it, writes the ledger in the same transaction.
create function app.note_told() returns trigger language plpgsql as $$
begin
  insert into told_record as t (stream, kind, record_id, asked_at, asked_for)
  values (new.stream, new.kind, new.record_id,
    case when new.op = 'erase' then app.now() end, case when new.op = 'erase' then 'erase' end)
  on conflict (stream, kind, record_id) do update
    set asked_at = coalesce(t.asked_at, excluded.asked_at), asked_for = 'erase' where excluded.asked_for = 'erase';
  return null;
end $$;
create trigger outbox_told after insert on outbox for each row
  when (new.stream like '______/to/%' and new.op in ('put', 'erase')) execute function app.note_told();

insert into told_record (stream, kind, record_id, told_at, asked_at, asked_for)
select stream, kind, record_id, min(at), min(at) filter (where op = 'erase'),
  case when bool_or(op = 'erase') then 'erase' end
from log_entry where stream like '______/to/%' and app.is_hosted(split_part(stream, '/', 1)) and op in ('put', 'erase')
group by stream, kind, record_id;
update told_record t set person_id = c.account_id, enterprise_id = c.receiver_id::uuid
  from consent c where t.kind = 'card' and c.id::text = t.record_id and c.receiver_kind = 'enterprise';

-- Records of logs for a city of this node that it deleted. The entry is the erasure, or, if ended, the newest
-- version of a record that no clause gives any more. The receipt is sent until the home answers.
create table erasure_receipt (
  stream text not null,
  epoch int not null,
  seq bigint not null,
  kind text not null,
  record_id text not null,
  rev int not null,
  ended boolean not null default false,
  erased_at timestamptz not null default app.now(),
  stores text[] not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  tries int not null default 0,
  next_try_at timestamptz not null default app.now(),
  status int,
  settled_at timestamptz,
  primary key (stream, epoch, seq),
  check ((state = 'waiting') = (settled_at is null))
);
create index erasure_receipt_due on erasure_receipt (next_try_at) where state = 'waiting';

-- Time of the newest head of a log for a city of this node up to which all is applied here, by the home's
-- cosignature. What came from the log is hidden a week later, and deleted a day after that.
alter table followed_log add column fresh_at timestamptz;
update followed_log set fresh_at = exchanged_at where stream like '______/to/%';

-- federation: logs for a city of this node whose lease stands.
create view shared.lease as
  select stream, city, split_part(stream, '/', 3) as reader, fresh_at from followed_log
  where fresh_at > (select app.now()) - interval '7 days';

-- The city of this node for which a card came. Null for those that came before.
alter table received_card add column receiver text references city;
update received_card r set receiver = p.home_city from posting p where p.id = r.posting_id;

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
  from consent c left join profile p on p.account_id = c.account_id
  left join received_card r on r.consent_id = c.id and exists (
    select from shared.lease l where l.city = r.home_city and l.reader = coalesce(r.receiver, l.reader))
  where (p.account_id is not null or r.consent_id is not null)
    and c.withdrawn_at is null and c.refused_at is null and c.ends_at > (select app.now())
    and not exists (select 1 from shared.enterprise e where c.receiver_kind = 'enterprise'
      and e.id::text = c.receiver_id and e.status = 'suspended');

-- candidates: consents that their person took back, or whose receiver refused what they were for.
create view shared.ended_consent as
  select id, account_id, purpose, receiver_kind, receiver_id, coalesce(withdrawn_at, refused_at) as ended_at
  from consent where withdrawn_at is not null or refused_at is not null;

-- Cities that left an agreement, each with every party of another node. purged: what this node deleted of the
-- other, by kind. note: the certificate as far as it is signed; by both once completed_at is set.
create table agreement_exit (
  document text not null,
  left_city text not null references city,
  party text not null references city,
  own text not null check (own in (left_city, party)),
  left_at timestamptz not null default app.now(),
  purged jsonb not null default '{}',
  purged_at timestamptz,
  note text,
  completed_at timestamptz,
  primary key (document, left_city, party)
);
`.execute(db);
}
