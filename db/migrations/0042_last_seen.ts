import { type Kysely, sql } from "kysely";

/** Time of the last request of people with a role, to the hour. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table account add column seen_at timestamptz`.execute(db);
}
