import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** A fair is found by its number, and the tickets of a sheet by the sheet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists fair_number`.execute(db);
  await sql`create unique index concurrently fair_number on fair (number)`.execute(db);
  await sql`drop index concurrently if exists fair_ticket_sheet`.execute(db);
  await sql`create index concurrently fair_ticket_sheet on fair_ticket (sheet_id) where sheet_id is not null`.execute(
    db,
  );
}
