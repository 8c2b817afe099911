import { type Kysely, sql } from "kysely";

/** The reference tables say which files filled them, so that a start with the same files leaves them alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table reference_load (
  only_row boolean primary key default true check (only_row),
  digest text not null,
  loaded_at timestamptz not null default app.now()
);
`.execute(db);
}
