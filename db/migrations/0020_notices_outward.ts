import { type Kysely, sql } from "kysely";

/**
 * Marks the notices for which letters and text messages are already queued; each notice is processed once.
 * Existing notices count as processed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notice add column handed_on_at timestamptz default now()`.execute(db);
  await sql`alter table notice alter column handed_on_at drop default`.execute(db);
  // To find the notices to deliver.
  await sql`create index notice_waiting on notice (created_at, id) where handed_on_at is null`.execute(db);
}
