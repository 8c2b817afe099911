import { type Kysely, sql } from "kysely";

/** Sheets on their way in: the file's rows are staged, so a mapping, a dry run and a resumed run read the same rows. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table import_batch (
  id uuid primary key,
  home_city text not null references city,
  created_by uuid references account,
  filename text not null,
  source_name text,
  repost boolean not null default false,
  format text,
  encoding text,
  layout jsonb,
  mapping jsonb,
  options jsonb not null default '{}',
  status text not null check (status in ('staging','staged','running','done','failed')),
  error jsonb,
  rows_staged int not null default 0,
  rows_done int not null default 0,
  counts jsonb not null default '{}',
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  finished_at timestamptz
);
create index import_batch_city on import_batch (home_city, created_at desc, id desc);

create table import_row (
  import_id uuid not null references import_batch on delete cascade,
  row_no int not null,
  sheet text not null default '',
  kind text not null,
  cells text[] not null,
  marks text[] not null default '{}',
  outcome text check (outcome in ('created','updated','unchanged','skipped','refused')),
  reasons jsonb not null default '[]',
  posting_id uuid references posting,
  primary key (import_id, sheet, row_no)
);
-- What is left to do after a kill; the rows behind a count.
create index import_row_left on import_row (import_id, sheet, row_no) where kind = 'data' and outcome is null;
create index import_row_outcome on import_row (import_id, outcome, sheet, row_no);
`.execute(db);
}
