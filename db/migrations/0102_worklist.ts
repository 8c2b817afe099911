import { type Kysely, sql } from "kysely";

/**
 * Each capability offers what waits for an officer as a view. A row of `work_owner` names the officer who
 * took an item or got it from a colleague. It stays when the item is done: the item may come back.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- identity: current roles with their places.
create view shared.staff_place as
  select account_id, kind, enterprise_id, city, county from membership where ended_at is null;

-- postings: submitted postings, objections to a closing, and drafts that an import left.
create view shared.waiting_posting as
  select id, enterprise_id, home_city, county, title, submitted_at, flags <> '[]'::jsonb as marked
  from posting where status = 'submitted';
create view shared.waiting_objection as
  select p.id, p.enterprise_id, p.home_city, p.county, p.title, v.objected_at
  from posting_violation v join posting p on p.id = v.posting_id
  where v.objection is not null and v.outcome is null;
create view shared.imported_draft as
  select import_id, home_city from posting
  where status = 'draft' and import_id is not null and return_reasons is null;

-- fairs: registrations that wait for a union, with the times of their fair.
create view shared.waiting_registration as
  select r.id, r.enterprise_id, r.status, r.endorsing_city, f.host_city, f.id as fair_id, f.title,
    case r.status when 'submitted' then r.created_at when 'recommended' then coalesce(r.recommended_at, r.created_at)
      else coalesce(r.waitlisted_at, r.created_at) end as since,
    f.registration_closes_at, f.opens_at, f.closes_at
  from fair_registration r join fair f on f.id = r.fair_id
  where r.status in ('submitted', 'recommended', 'waitlisted') and f.status in ('registration', 'published');

-- imports: files that were read, and those that were imported.
create view shared.open_import as
  select id, home_city, filename, status, rows_data, created_at, coalesce(finished_at, created_at) as finished_at
  from import_batch where status in ('staged', 'done');

-- livestreams: marks that wait, for each city that organises the livestream.
create view shared.waiting_mark as
  select c.id, c.livestream_id, lc.city, l.title, c.posting_id, c.at, c.due_at
  from livestream_claim c join livestream l on l.id = c.livestream_id
    join livestream_city lc on lc.livestream_id = c.livestream_id
  where c.due_at is not null and c.closed_at is null;

-- notifications: accounts whose address the mail server rejects.
create view shared.failing_mail as
  select account_id, failing_at from mail_address where failing_at is not null;

create table work_owner (
  kind text not null,
  subject_id uuid not null,
  account_id uuid not null references account on delete cascade,
  given_by uuid references account on delete set null,
  given_at timestamptz not null default app.now(),
  primary key (kind, subject_id)
);
create index work_owner_account on work_owner (account_id);
`.execute(db);
}
