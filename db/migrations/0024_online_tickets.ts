import { type Kysely, sql } from "kysely";

/**
 * Allows online tickets. An online ticket belongs to no venue, takes no place in one and admits nobody at a
 * gate.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table fair_ticket alter column venue_id drop not null;
alter table fair_ticket add constraint fair_ticket_online check (venue_id is not null
  or (slot_id is null and account_id is not null and status <> 'waiting' and entered_at is null));
alter table fair_scan drop constraint fair_scan_outcome_check;
alter table fair_scan add constraint fair_scan_outcome_check check (outcome in ('admitted','left','again','notInside',
  'cancelled','waiting','otherVenue','online','otherFair','fairCancelled','early','over','unknown'));
`.execute(db);
}
