import { type Kysely, sql } from "kysely";

/** Names the sheets that an import left out, and keeps what it needs to take a run back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Sheets that were not read, with the reason: [{"name": "…", "why": "hidden"}].
alter table import_batch add column skipped_sheets jsonb;
alter table import_batch drop constraint import_batch_status_check;
alter table import_batch add constraint import_batch_status_check
  check (status in ('staging','staged','running','done','takenBack','failed'));
-- The posting as it was before the row changed it, to take the run back. Null for other rows.
alter table import_row add column before jsonb;
`.execute(db);
}
