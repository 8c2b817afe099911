import { type Kysely, sql } from "kysely";

/**
 * Files that the program keeps beside the database. A row says that a file is there, and whose it is. The
 * bytes are in a folder under the row's id.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- writing: begun, and its size is what it has taken of the room so far. stored: whole, readable.
-- removed: nobody reads it any more, and its bytes are about to go. Then the row goes.
create table file (
  id uuid primary key,
  use text not null,
  owner_kind text not null,
  owner_id text not null,
  media_type text not null,
  state text not null check (state in ('writing', 'stored', 'removed')),
  size bigint not null default 0 check (size >= 0),
  sha256 bytea check (length(sha256) = 32),
  created_at timestamptz not null default app.now(),
  -- When the writer last showed that it is at work.
  touched_at timestamptz not null default app.now(),
  check (state <> 'stored' or sha256 is not null)
);
-- The files of a record.
create index file_of_owner on file (owner_kind, owner_id, id);
-- Files to remove, and writers that have ended.
create index file_unfinished on file (state, touched_at) where state <> 'stored';
-- Bytes that all files of a use take together. Each write takes its room here by one statement.
create table file_use (
  use text primary key,
  size bigint not null check (size >= 0)
);
-- The folder belongs to one database, and holds this id.
create table file_place (
  single boolean primary key default true check (single),
  id uuid not null
);
-- Whole files in the folder that have no row, and when they were first seen.
create table file_unknown (
  id uuid primary key,
  seen_at timestamptz not null default app.now()
);
`.execute(db);
}
