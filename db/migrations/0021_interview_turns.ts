import { type Kysely, sql } from "kysely";

/** Indexes for the upkeep of interviews and queues. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // To find the interviews that start soon.
  await sql`create index if not exists interview_soon on interview (starts_at) where status = 'booked'`.execute(
    db,
  );
  // To find the queue entry of an interview.
  await sql`create index queue_entry_interview on queue_entry (interview_id) where interview_id is not null`.execute(
    db,
  );
}
