import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** Lists of officers by date: all complaints, also those that were settled. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists posting_complaint_created`.execute(db);
  await sql`create index concurrently posting_complaint_created on posting_complaint (created_at desc, id desc)`.execute(
    db,
  );
}
