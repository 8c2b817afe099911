import { type Kysely, sql } from "kysely";

/** Time, audit, the change feed, tasks and idempotency: the base of every capability. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create schema app;

-- The one source of time in SQL. The skew stays zero outside tests, which live through a week by changing it.
create table app.clock (only_row boolean primary key default true check (only_row), skew interval not null default '0');
insert into app.clock default values;
create function app.now() returns timestamptz stable parallel safe language sql
  as $$ select now() + skew from app.clock $$;

create table audit (
  id uuid primary key,
  at timestamptz not null default app.now(),
  actor_kind text not null,
  account_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  city text,
  detail jsonb not null default '{}',
  request_id text
);
-- Who did what to this record?
create index audit_subject on audit (subject_kind, subject_id, at);
create function app.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'this table only grows' using errcode = 'insufficient_privilege'; end $$;
create trigger audit_only_grows before update or delete on audit
  for each row execute function app.refuse_change();

-- Rows enter unnumbered, last in the business transaction; the sequencer numbers them after commit.
create table outbox (
  id bigint generated always as identity primary key,
  stream text not null,
  kind text not null,
  record_id text not null,
  home text not null,
  owner_epoch int not null default 1,
  rev int not null,
  op text not null check (op in ('put','close','erase','moveOut','moveIn','key','noop')),
  schema_version int not null default 1,
  valid_through timestamptz,
  lease_until timestamptz,
  payload jsonb,
  created_at timestamptz not null default app.now()
);
-- Which streams have unnumbered rows, and in which order?
create index outbox_stream on outbox (stream, id);
create table stream_head (
  stream text primary key,
  epoch int not null default 1,
  seq bigint not null default 0,
  hash bytea not null
);
create table change (
  stream text not null,
  epoch int not null,
  seq bigint not null,
  kind text not null,
  record_id text not null,
  op text not null,
  rev int not null,
  at timestamptz not null,
  header jsonb not null,
  salt bytea,
  payload jsonb,
  hash bytea not null,
  primary key (stream, epoch, seq)
);
-- Every version of one record: erasure deletes their payloads.
create index change_record on change (kind, record_id);
create table consumer_cursor (
  consumer text not null,
  stream text not null,
  epoch int not null,
  seq bigint not null,
  updated_at timestamptz not null default app.now(),
  primary key (consumer, stream)
);
create table quarantine (
  consumer text not null,
  stream text not null,
  epoch int not null,
  seq bigint not null,
  error text not null,
  at timestamptz not null default app.now(),
  primary key (consumer, stream, epoch, seq)
);

-- Work that is due at a time. The queue only rings; this row is the truth and its effect commits with done_at.
create table task (
  id uuid primary key,
  kind text not null,
  key text not null,
  payload jsonb not null default '{}',
  due_at timestamptz not null default app.now(),
  attempts int not null default 0,
  -- While a worker has it. A lease that ran out means that the worker died: after 3 of those the task is dead.
  leased_until timestamptz,
  abandoned int not null default 0,
  last_error text,
  done_at timestamptz,
  dead_at timestamptz,
  created_at timestamptz not null default app.now(),
  unique (kind, key)
);
-- What is due now?
create index task_due on task (due_at) where done_at is null and dead_at is null;

create table idempotency (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  -- Whose claim it is now: a request that was taken over cannot settle it any more.
  request_id text,
  status int,
  -- The answer, sealed: it may name a person.
  answer bytea,
  created_at timestamptz not null default app.now(),
  primary key (scope, key)
);
create index idempotency_age on idempotency (created_at);
`.execute(db);
}
