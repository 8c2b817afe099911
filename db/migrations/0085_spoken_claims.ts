import { type Kysely, sql } from "kysely";

/**
 * Statements on air beside the posting that they are about. One about a fee, or with forbidden words, marks
 * the presenter and waits for an officer until it is closed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_claim (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  -- A posting of another city may be purged, so there is no foreign key. The findings keep what it said then.
  posting_id uuid not null,
  posting_rev int not null,
  said text not null,
  -- Name of the presenter, if one was named.
  presenter text,
  findings jsonb not null,
  -- The gravest verdict among the findings.
  verdict text not null check (verdict in ('fee','discrimination','abovePosting','differs','belowPosting',
    'notInPosting','unclear','matches')),
  at timestamptz not null default app.now(),
  noted_by uuid references account,
  corrected_at timestamptz,
  correction text,
  corrected_by uuid references account,
  -- Taken back, because the officer had typed something else than was said.
  withdrawn_at timestamptz,
  withdrawn_reason text,
  withdrawn_by uuid references account,
  -- Time until which an officer must deal with it; null if nothing is to be done.
  due_at timestamptz,
  closed_at timestamptz,
  closed_by uuid references account,
  close_note text,
  rev int not null default 1,
  check ((due_at is not null) = (verdict in ('fee','discrimination'))),
  check ((corrected_at is null) = (correction is null)),
  check ((withdrawn_at is null) = (withdrawn_reason is null)),
  check ((closed_at is null) = (close_note is null)),
  check (closed_at is null or due_at is not null)
);
create index livestream_claim_of on livestream_claim (livestream_id, at, id);
-- To list what waits for an officer, in the order of its due time.
create index livestream_claim_due on livestream_claim (due_at, id) where due_at is not null and closed_at is null;
`.execute(db);
}
