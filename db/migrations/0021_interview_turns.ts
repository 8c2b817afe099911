import { type Kysely, sql } from "kysely";

/** What the minute's work asks of interviews and their turns. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Who is to come in the next minutes?
  await sql`create index if not exists interview_soon on interview (starts_at) where status = 'booked'`.execute(
    db,
  );
  // Which turn was booked for this interview?
  await sql`create index queue_entry_interview on queue_entry (interview_id) where interview_id is not null`.execute(
    db,
  );
}
