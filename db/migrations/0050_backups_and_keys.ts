import { type Kysely, sql } from "kysely";

/** Runs of the backup, and the keys that sealed values of this database were made with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Backups of this place. error is null for a complete one. A backup does not hold this table.
create table backup_run (
  id bigint generated always as identity primary key,
  started_at timestamptz not null,
  ended_at timestamptz not null default app.now(),
  bytes bigint,
  error text,
  check ((bytes is null) = (error is not null))
);
-- To find the newest complete backup.
create index backup_run_newest on backup_run (started_at desc) where error is null;

-- Keys by their public id. canary is a known text, sealed with the key: a process with another key cannot open
-- it. A previous key still opens values; a retired one opens none, because all were sealed again.
create table vault_key (
  key_id bytea primary key,
  canary bytea not null,
  status text not null check (status in ('current','previous','retired')),
  created_at timestamptz not null default app.now()
);
-- A database has one current key.
create unique index vault_key_current on vault_key (status) where status = 'current';
`.execute(db);
}
