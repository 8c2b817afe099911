import { type Kysely, sql } from "kysely";

/** Questions that the control room chose for the presenter to answer on air. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table livestream_question add column chosen_at timestamptz;
-- The chosen questions of a livestream, in the order in which they were chosen.
create index livestream_question_chosen on livestream_question (livestream_id, chosen_at, id)
  where chosen_at is not null;
`.execute(db);
}
