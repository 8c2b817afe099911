import { type Kysely, sql } from "kysely";

/**
 * A registration that still waited for a decision when its fair ended is `closed`. Nobody refused it, and its
 * enterprise did not decline.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table fair_registration drop constraint fair_registration_status_check;
alter table fair_registration add constraint fair_registration_status_check check (status in
  ('submitted','returned','recommended','waitlisted','offered','approved','refused','declined','withdrawn','closed'));
-- To find the undecided registrations of fairs that are over.
create index fair_registration_undecided on fair_registration (fair_id)
  where status in ('submitted','recommended','waitlisted','offered');
`.execute(db);
}
