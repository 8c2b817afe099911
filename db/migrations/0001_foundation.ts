import { type Kysely, sql } from "kysely";

/** Time, audit, the change feed, tasks and idempotency: the base of every capability. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create schema app;

-- The clock of all SQL. The skew is zero except in tests, which change it to let time pass.
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
-- To read the audit trail of one record.
create index audit_subject on audit (subject_kind, subject_id, at);
create function app.refuse_change() returns trigger language plpgsql as $$
begin raise exception 'this table only grows' using errcode = 'insufficient_privilege'; end $$;
create trigger audit_only_grows before update or delete on audit
  for each row execute function app.refuse_change();

-- Changes without a number. A transaction inserts them last; the sequencer numbers them after the commit.
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
-- To find the streams with rows, and the rows of one stream in order.
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
-- To find all versions of one record, whose payloads an erasure deletes.
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

-- Background work with a due time. These rows are the state; the queue only wakes workers. An effect commits
-- together with done_at.
create table task (
  id uuid primary key,
  kind text not null,
  key text not null,
  payload jsonb not null default '{}',
  due_at timestamptz not null default app.now(),
  attempts int not null default 0,
  -- Set while a worker holds the task. An expired lease means that the worker died. After 3 such deaths
  -- (abandoned) the task is dead.
  leased_until timestamptz,
  abandoned int not null default 0,
  last_error text,
  done_at timestamptz,
  dead_at timestamptz,
  created_at timestamptz not null default app.now(),
  unique (kind, key)
);
-- To find due tasks.
create index task_due on task (due_at) where done_at is null and dead_at is null;

create table idempotency (
  scope text not null,
  key text not null,
  request_hash bytea not null,
  -- The request that holds the key now. A request from which the key was taken over cannot store its response
  -- any more.
  request_id text,
  status int,
  -- The response, encrypted because it may contain personal data.
  answer bytea,
  created_at timestamptz not null default app.now(),
  primary key (scope, key)
);
create index idempotency_age on idempotency (created_at);
`.execute(db);
}
