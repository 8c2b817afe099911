import { type Kysely, sql } from "kysely";

/** A worker notes the day on which it compared the copies of a log with the agreements. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Last day on which copies were compared with what the agreements give; null: to be done now.
alter table followed_log add column sharing_checked_on date;
`.execute(db);
}
