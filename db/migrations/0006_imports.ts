import { type Kysely, sql } from "kysely";

/** Staged rows of sheets, so that mapping, dry run and a resumed run read the same rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table import_batch (
  id uuid primary key,
  home_city text not null references city,
  created_by uuid references account,
  filename text not null,
  source_name text,
  source_url text,
  repost boolean not null default false,
  format text,
  encoding text,
  -- Sheets in the file's order: layout, proposed mapping, samples.
  layout jsonb,
  -- Field of each column by sheet: what the run reads with.
  mapping jsonb,
  options jsonb not null default '{}',
  status text not null check (status in ('staging','staged','running','done','failed')),
  error jsonb,
  rows_staged int not null default 0,
  rows_data int not null default 0,
  rows_done int not null default 0,
  -- What the file holds; what a dry run would do; what the run did.
  counts jsonb not null default '{}',
  plan jsonb,
  result jsonb,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  finished_at timestamptz
);
-- A city's imports, newest first.
create index import_batch_city on import_batch (home_city, created_at desc, id desc);

create table import_row (
  import_id uuid not null references import_batch on delete cascade,
  -- Order in the file, over all its sheets.
  position int not null,
  sheet text not null default '',
  row_no int not null,
  kind text not null,
  cells jsonb not null,
  -- The employer that a title above the row names.
  employer text,
  marks text[] not null default '{}',
  -- SHA-256 of what the row says, and how many rows before it say the same: the key of a row without a source id.
  digest bytea,
  occurrence int not null default 0,
  id_repeated boolean not null default false,
  plan text check (plan in ('create','update','unchanged','skip','refuse')),
  outcome text check (outcome in ('created','updated','unchanged','skipped','refused')),
  reasons jsonb not null default '[]',
  posting_id uuid references posting,
  primary key (import_id, position)
);
-- What is left to do after a kill; the rows behind a count.
create index import_row_left on import_row (import_id, position) where kind = 'data' and outcome is null;
create index import_row_outcome on import_row (import_id, outcome, position) where outcome is not null;
create index import_row_kind on import_row (import_id, kind, position) where kind <> 'data';
-- From which row of which sheet does a posting come?
create index import_row_posting on import_row (posting_id) where posting_id is not null;
`.execute(db);
}
