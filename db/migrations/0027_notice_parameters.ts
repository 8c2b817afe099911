import { type Kysely, sql } from "kysely";

/**
 * Notices store the parameters of their text. Before, each read looked them up. Existing rows get the current
 * values.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table notice rename column detail to params`.execute(db);
  // Notices about interviews and queue entries: their cause contains the id of that row. Sets the enterprise,
  // the start of an interview, and venue and booth unless cancelled or closed.
  await sql`
update notice n set params = jsonb_build_object('enterpriseName', e.name, 'remote', m.remote)
  || case when n.kind like 'interview%' then jsonb_build_object('startsAt',
      to_char(m.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) else '{}' end
  || case when n.kind in ('interviewCancelled', 'queueCancelled', 'queueClosed') then '{}'
      else jsonb_build_object('venueName', v.name, 'boothCode', b.code) end
from (
  select i.id, 'interview' as kind, i.registration_id, i.starts_at, i.remote from interview i
  union all
  select q.id, 'queue', q.registration_id, null, q.kind = 'remote' or coalesce(i.remote, false)
  from queue_entry q left join interview i on i.id = q.interview_id) m
join fair_registration r on r.id = m.registration_id join enterprise e on e.id = r.enterprise_id
left join booth b on b.registration_id = r.id left join venue v on v.id = b.venue_id
where n.kind like m.kind || '%'
  and m.id = substring(n.cause from '^[a-z]+:([0-9a-f]{8}-[0-9a-f-]{27})(?::|$)')::uuid`.execute(db);
  await sql`
update notice n set params = jsonb_build_object('enterpriseName', '', 'remote', false)
where (n.kind like 'interview%' or n.kind like 'queue%') and n.params = '{}'`.execute(db);
  // Notices of all other kinds: the name of the record, empty if the record is deleted.
  await sql`
update notice n set params = jsonb_build_object('title', coalesce(case n.subject_kind
  when 'posting' then (select p.title from posting p where p.id = n.subject_id::uuid)
  when 'application' then (select p.title from application a join posting p on p.id = a.posting_id
    where a.id = n.subject_id::uuid)
  when 'fair' then (select f.title from fair f where f.id = n.subject_id::uuid)
  when 'fairRegistration' then (select f.title from fair_registration r join fair f on f.id = r.fair_id
    where r.id = n.subject_id::uuid)
  when 'fairTicket' then (select f.title from fair_ticket t join fair f on f.id = t.fair_id
    where t.id = n.subject_id::uuid)
  when 'followUp' then (select p.title from follow_up u join posting p on p.id = u.posting_id
    where u.id = n.subject_id::uuid)
  when 'savedSearch' then (select w.label from saved_search w where w.id = n.subject_id::uuid)
  when 'enterprise' then (select e.name from enterprise e where e.id = n.subject_id::uuid) end, ''))
where n.kind not like 'interview%' and n.kind not like 'queue%'`.execute(db);

  // Receivers by cause. Reminders of other capabilities use it to skip notified people.
  await sql`create view app.notice_sent as select to_kind, to_id, cause from notice`.execute(db);
  // Accounts that are not closed. Only these get letters.
  await sql`create view app.open_account as select id from account where closed_at is null`.execute(db);
}
