import { type Kysely, sql } from "kysely";

/**
 * The logs of streams as Merkle trees, begun afresh: nobody outside has read the former ones. Changes that a
 * consumer has not passed go back to the outbox, before the rows that wait there.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table outbox add column agreement text, add column ends_at timestamptz;

-- The log of a stream in its present epoch: how many entries, and the hashes of the complete subtrees that hold
-- them, the largest first, 32 bytes each.
create table log_head (
  stream text primary key,
  epoch int not null default 1,
  size bigint not null default 0,
  frontier bytea not null default ''
);
-- header and payload are the texts that were hashed. Leaves are hashes of headers and are not kept.
create table log_entry (
  stream text not null,
  epoch int not null,
  seq bigint not null,
  kind text not null,
  record_id text not null,
  op text not null,
  rev int not null,
  at timestamptz not null,
  header text not null,
  salt bytea,
  payload text,
  primary key (stream, epoch, seq)
);
-- To find all versions of one record, whose payloads an erasure deletes.
create index log_entry_record on log_entry (kind, record_id);
-- Roots of complete subtrees of 256^level leaves, of which the tiles above the lowest consist.
create table log_tile_hash (
  stream text not null,
  epoch int not null,
  level smallint not null check (level > 0),
  n bigint not null,
  hash bytea not null,
  primary key (stream, epoch, level, n)
);

lock table stream_head, change, consumer_cursor in exclusive mode;
insert into log_head (stream, epoch) select stream, epoch + 1 from stream_head;
with passed as (
  select h.stream, h.epoch, coalesce(min(case when c.epoch = h.epoch then c.seq else 0 end), 0) as seq
  from stream_head h left join consumer_cursor c using (stream) group by h.stream, h.epoch),
waiting as (
  select c.*, row_number() over (order by c.stream, c.seq) as nth from change c join passed p using (stream, epoch)
  where c.seq > p.seq or exists (
    select from quarantine q where q.stream = c.stream and q.epoch = c.epoch and q.seq = c.seq))
-- Numbers below zero: the rows that wait already come after them.
insert into outbox (id, stream, kind, record_id, home, owner_epoch, rev, op, schema_version, valid_through, payload,
  created_at) overriding system value
select nth - (select count(*) from waiting) - 1, stream, kind, record_id, header ->> 'home',
  (header ->> 'ownerEpoch')::int, rev, op, (header ->> 'schema')::int, (header ->> 'validThrough')::timestamptz,
  payload, at
from waiting order by nth;
truncate quarantine, stream_head, change;

-- A process of the release before writes no log any more: its rows wait in the outbox for one of this release.
create function app.refuse_former_log() returns trigger language plpgsql as $$
begin raise exception 'a newer release keeps the log' using errcode = 'object_not_in_prerequisite_state'; end $$;
create trigger stream_head_former before insert on stream_head
  for each statement execute function app.refuse_former_log();
`.execute(db);
}
