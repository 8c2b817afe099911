import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To compare the livestreams of a city with those that its log tells. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists livestream_home`.execute(db);
  await sql`create index concurrently livestream_home on livestream (home_city, id)`.execute(db);
}
