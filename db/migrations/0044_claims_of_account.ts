import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To list the claims of one account, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists enterprise_claim_mine`.execute(db);
  await sql`create index concurrently enterprise_claim_mine on enterprise_claim (account_id, created_at desc, id desc)`.execute(
    db,
  );
}
