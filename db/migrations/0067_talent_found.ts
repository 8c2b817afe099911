import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To find the cards that a city may see by the conditions that they meet, in one index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gin`.execute(db);
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists talent_card_found`.execute(db);
  await sql`create index concurrently talent_card_found on talent_card using gin (city, terms)`.execute(db);
  await sql`drop index concurrently if exists talent_card_terms`.execute(db);
}
