import { type Kysely, sql } from "kysely";

/** The index is built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/**
 * The report of a livestream follows its applications to intents at booths, and to the answers of day 30.
 * Only fairs write both; other capabilities read them through these views.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // To find the intent that followed an application. A run that was interrupted leaves an invalid index.
  await sql`drop index concurrently if exists fair_intent_posting`.execute(db);
  await sql`create index concurrently fair_intent_posting on fair_intent (posting_id, person_id)`.execute(db);
  await sql`create or replace view shared.intent as select posting_id, person_id from fair_intent`.execute(
    db,
  );
  // The person's answer takes precedence over the enterprise's.
  await sql`
    create or replace view shared.still_at_work as select application_id, day, due_on from follow_up
    where coalesce(person_answer, enterprise_answer) = 'yes'`.execute(db);
}
