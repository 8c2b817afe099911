import { type Kysely, sql } from "kysely";

/** Names the sheets of a workbook that an import left out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Sheets that were not read, with the reason: [{"name": "…", "why": "hidden"}].
alter table import_batch add column skipped_sheets jsonb;
`.execute(db);
}
