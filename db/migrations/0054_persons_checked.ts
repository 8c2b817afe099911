import { type Kysely, sql } from "kysely";

/** Checks the references to people that migration 0053 added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table application validate constraint application_of_person;
alter table consent validate constraint consent_of_person;
alter table card_view validate constraint card_view_of_person;
alter table fair_ticket validate constraint fair_ticket_of_person;
alter table booth_visit validate constraint booth_visit_of_person;
alter table follow_up validate constraint follow_up_of_person;
alter table interview_wish validate constraint interview_wish_of_person;
alter table interview validate constraint interview_of_person;
alter table queue_entry validate constraint queue_entry_of_person;
`.execute(db);
}
