import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** Officers read the starts that people deny, by city. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists application_start_denied`.execute(db);
  await sql`create index concurrently application_start_denied
    on application (home_city, start_denied_at, id) where start_denied_at is not null`.execute(db);
}
