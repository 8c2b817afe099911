import { type Kysely, sql } from "kysely";

/** The indexes are built while others write, which PostgreSQL allows only outside a transaction. */
export const transactional = false;

/** Builds an index again that an interrupted run may have left invalid. */
async function build(db: Kysely<unknown>, name: string, on: string): Promise<void> {
  await sql`drop index concurrently if exists ${sql.ref(name)}`.execute(db);
  await sql`create index concurrently ${sql.ref(name)} on ${sql.raw(on)}`.execute(db);
}

/** The figures of a month count acts, answers and what became of fairs, by city and time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // To count the acts of one kind in a city by month.
  await build(
    db,
    "audit_monthly",
    `audit (city, action, at) where action in ('posting.approve', 'posting.return', 'posting.repost',
      'posting.import', 'enterprise.verify', 'enterprise.decideClaim')`,
  );
  // To count the answers to a city's applications by month.
  await build(
    db,
    "application_answered",
    "application (home_city, answered_at) where answered_at is not null",
  );
  // To count the interviews of a fair that were held or missed.
  await build(db, "interview_ended", "interview (fair_id, status) where status in ('done', 'noShow')");
  await sql`
create or replace view shared.application_time as
  select id, reference, posting_id, enterprise_id, home_city, created_at, answered_at from application`.execute(
    db,
  );
  await sql`
create or replace view shared.interview as
  select i.id, i.fair_id, i.posting_id, i.starts_at, i.status, r.enterprise_id
  from interview i join fair_registration r on r.id = i.registration_id`.execute(db);
  await sql`
create or replace view shared.fair_code as
  select id, reference, fair_id, venue_id, status, entered_at, created_at from fair_ticket`.execute(db);
}
