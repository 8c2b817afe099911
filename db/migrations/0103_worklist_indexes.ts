import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** An officer counts the drafts of each import, and reads whose mail fails. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists posting_imported_draft`.execute(db);
  await sql`create index concurrently posting_imported_draft on posting (home_city, import_id)
    where status = 'draft' and import_id is not null and return_reasons is null`.execute(db);
  await sql`drop index concurrently if exists mail_address_failing`.execute(db);
  await sql`create index concurrently mail_address_failing on mail_address (failing_at) where failing_at is not null`.execute(
    db,
  );
}
