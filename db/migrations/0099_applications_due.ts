import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** An enterprise reads the applications without an answer by the day by which they must be answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists application_due`.execute(db);
  await sql`create index concurrently application_due
    on application (enterprise_id, (coalesce(answer_due_at, created_at)), id) where status = 'sent'`.execute(
    db,
  );
}
