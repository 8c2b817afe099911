import { type Kysely, sql } from "kysely";

/** Questions that the control room chose for the presenter to answer on air. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table livestream_question add column chosen_at timestamptz`.execute(db);
}
