import { type Kysely, sql } from "kysely";

/**
 * Complaints about postings and denied starts are offered to the list of what waits for an officer. Sheets
 * that enterprises bring for themselves are not: their officers cannot open them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- postings: complaints that nobody has settled, with their posting.
create view shared.waiting_complaint as
  select k.id, p.enterprise_id, p.home_city, p.county, p.title, k.created_at
  from posting_complaint k join posting p on p.id = k.posting_id where k.outcome is null;

-- imports: files of officers that were read, and those that were imported.
create or replace view shared.open_import as
  select id, home_city, filename, status, rows_data, created_at, coalesce(finished_at, created_at) as finished_at
  from import_batch where status in ('staged', 'done') and enterprise_id is null;

-- applications: starts that the person denies. Nothing of the person.
create view shared.denied_start as
  select id, posting_id, home_city, start_denied_at from application where start_denied_at is not null;
`.execute(db);
}
