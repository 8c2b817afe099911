import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** The desk lists the commands to a city, newest first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists outgoing_command_target`.execute(db);
  await sql`
    create index concurrently outgoing_command_target on outgoing_command (target, created_at desc, id desc)`.execute(
    db,
  );
}
