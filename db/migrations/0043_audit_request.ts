import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To find out whether a request whose answer was lost took effect. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists audit_request`.execute(db);
  await sql`create index concurrently audit_request on audit (request_id)`.execute(db);
}
