import { type Kysely, sql } from "kysely";

/** Interviews that end take their turns out of the queues. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Which turn was booked for this interview?
  await sql`create index queue_entry_interview on queue_entry (interview_id) where interview_id is not null`.execute(
    db,
  );
}
