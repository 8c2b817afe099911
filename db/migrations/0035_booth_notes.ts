import { type Kysely, sql } from "kysely";

/**
 * Notes about a visit are appended. The unique key makes a note that its author sends twice count once. Notes
 * end with their visit.
 * An existing note keeps its text. The audit names its author only if its row has the time of the visit's
 * last change, and that change wrote the note.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table booth_note (
  id uuid primary key,
  visit_id uuid not null references booth_visit on delete cascade,
  note text not null,
  -- Null for a note of an earlier release, if the audit does not name its author.
  author_id uuid references account,
  -- Time at which the author wrote the note. Earlier than created_at if the device had no network.
  written_at timestamptz not null,
  created_at timestamptz not null default app.now(),
  unique nulls not distinct (visit_id, author_id, note)
);
insert into booth_note (id, visit_id, note, author_id, written_at, created_at)
select gen_random_uuid(), v.id, v.note, (
    select a.account_id from audit a join account on account.id = a.account_id
    where a.subject_kind = 'boothVisit' and a.subject_id = v.id::text and a.at = v.updated_at
      and (a.action = 'booth.note' or v.created_at = v.updated_at) limit 1),
  v.updated_at, v.updated_at
from booth_visit v where v.note is not null;
alter table booth_visit drop column note;
`.execute(db);
}
