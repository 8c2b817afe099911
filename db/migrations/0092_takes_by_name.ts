import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To find the take of a recorded file by the name of its stream. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists livestream_take_name`.execute(db);
  await sql`
    create index concurrently livestream_take_name on livestream_take (name, started_at) where name is not null`.execute(
    db,
  );
}
