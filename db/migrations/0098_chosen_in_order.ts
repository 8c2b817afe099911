import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** To list the chosen questions of a livestream, in the order in which they were chosen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists livestream_question_chosen`.execute(db);
  await sql`
    create index concurrently livestream_question_chosen on livestream_question (livestream_id, chosen_at, id)
    where chosen_at is not null`.execute(db);
}
