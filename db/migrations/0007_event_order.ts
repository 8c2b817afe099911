import { type Kysely, sql } from "kysely";

/**
 * Numbers the steps of an application in the order in which they took effect.
 * Their times do not give this order. A time is the start of a transaction, and of two concurrent steps the
 * later one may have started first.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table application_event add column rev int`.execute(db);
  await sql`
    update application_event e set rev = ordered.rev
    from (select id, row_number() over (partition by application_id order by at, id) as rev from application_event) ordered
    where ordered.id = e.id`.execute(db);
  await sql`alter table application_event alter column rev set not null`.execute(db);
  await sql`create unique index application_event_step on application_event (application_id, rev)`.execute(
    db,
  );
  await sql`drop index application_event_of`.execute(db);
}
