import { type Kysely, sql } from "kysely";

/**
 * Whether a notice was passed to letters and text messages; each is looked at once. Existing notices count as
 * passed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notice add column handed_on_at timestamptz default now()`.execute(db);
  await sql`alter table notice alter column handed_on_at drop default`.execute(db);
  // Question: which notices wait for delivery?
  await sql`create index notice_waiting on notice (created_at, id) where handed_on_at is null`.execute(db);
}
