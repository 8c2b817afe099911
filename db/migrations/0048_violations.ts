import { type Kysely, sql } from "kysely";

/** Closings of postings by an officer for breaking a rule, and the enterprises' objections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table posting_violation (
  id uuid primary key,
  posting_id uuid not null references posting,
  rule text not null,
  sentence text not null,
  closed_at timestamptz not null default app.now(),
  closed_by uuid references account,
  objection text,
  objected_at timestamptz,
  objected_by uuid references account,
  outcome text check (outcome in ('upheld','returned')),
  outcome_note text,
  decided_at timestamptz,
  decided_by uuid references account,
  check ((objection is null) = (objected_at is null)),
  check ((outcome is null) = (decided_at is null)),
  check (outcome is null or objection is not null)
);
-- A closed posting has one violation that was not taken back.
create unique index posting_violation_standing on posting_violation (posting_id) where outcome is distinct from 'returned';
-- To list the objections that wait for an officer, oldest first.
create index posting_violation_waiting on posting_violation (objected_at, id) where objection is not null and outcome is null;
`.execute(db);
}
