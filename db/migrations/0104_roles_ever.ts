import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** A history asks which roles its authors had, ended ones too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists membership_ever`.execute(db);
  await sql`create index concurrently membership_ever on membership (account_id)`.execute(db);
}
