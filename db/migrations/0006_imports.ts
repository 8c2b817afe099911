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
  -- The file's sheets in order: layout, proposed mapping and sample rows.
  layout jsonb,
  -- Field of each column, by sheet, as the import reads it.
  mapping jsonb,
  options jsonb not null default '{}',
  status text not null check (status in ('staging','staged','running','done','failed')),
  error jsonb,
  rows_staged int not null default 0,
  rows_data int not null default 0,
  rows_done int not null default 0,
  -- Numbers of rows: in the file (counts), by planned action of a dry run (plan), by outcome of the import
  -- (result).
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
  -- Position of the row in the file, counted over all sheets.
  position int not null,
  sheet text not null default '',
  row_no int not null,
  kind text not null,
  cells jsonb not null,
  -- The employer that a heading above the row names.
  employer text,
  marks text[] not null default '{}',
  -- SHA-256 of the row's content (digest), and the number of equal rows before it (occurrence). Both together
  -- identify a row without a source id.
  digest bytea,
  occurrence int not null default 0,
  id_repeated boolean not null default false,
  plan text check (plan in ('create','update','unchanged','skip','refuse')),
  outcome text check (outcome in ('created','updated','unchanged','skipped','refused')),
  reasons jsonb not null default '[]',
  posting_id uuid references posting,
  primary key (import_id, position)
);
-- To find the rows still to process after a kill, and the rows behind a count.
create index import_row_left on import_row (import_id, position) where kind = 'data' and outcome is null;
create index import_row_outcome on import_row (import_id, outcome, position) where outcome is not null;
create index import_row_kind on import_row (import_id, kind, position) where kind <> 'data';
-- To find the row from which a posting was imported.
create index import_row_posting on import_row (posting_id) where posting_id is not null;
`.execute(db);
}
