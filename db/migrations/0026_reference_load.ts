import { type Kysely, sql } from "kysely";

/** Records the files that filled the reference tables, so that a start with the same files writes nothing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table reference_load (
  only_row boolean primary key default true check (only_row),
  digest text not null,
  loaded_at timestamptz not null default app.now()
);
`.execute(db);
}
