import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/**
 * To exclude the suspended enterprises from queries about many postings, and to page through the looks at a
 * person's card. A run that was interrupted leaves invalid indexes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop index concurrently if exists enterprise_suspended`.execute(db);
  await sql`create index concurrently enterprise_suspended on enterprise (id) where status = 'suspended'`.execute(
    db,
  );
  await sql`drop index concurrently if exists card_view_page`.execute(db);
  await sql`create index concurrently card_view_page on card_view (account_id, at desc, id desc)`.execute(db);
  await sql`drop index concurrently if exists card_view_of`.execute(db);
}
