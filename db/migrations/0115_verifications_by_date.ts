import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** Officers read the verifications of their city that end soon, by date. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists enterprise_verified_at`.execute(db);
  await sql`create index concurrently enterprise_verified_at
    on enterprise (home_city, verified_at) where status = 'verified'`.execute(db);
}
