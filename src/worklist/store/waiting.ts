import { type RawBuilder, sql } from "kysely";
import { DUE_DAYS } from "../rules.ts";

const days = (kind: keyof typeof DUE_DAYS) => sql`make_interval(days => ${DUE_DAYS[kind]}::int)`;

/**
 * Returns SQL that selects all items of the cities: what each capability offers as waiting. `whole` is true
 * for an item that only officers of the whole city decide. `county` is that of a record whose employer has
 * none.
 */
export const waitingIn = (cities: readonly string[]): RawBuilder<unknown> => {
  const here = sql`any(${[...cities]}::text[])`;
  return sql`
  select 'posting' as kind, w.id, w.submitted_at as since, w.submitted_at + ${days("posting")} as due_at,
    w.home_city as city, w.county, false as whole, w.title, w.enterprise_id, w.marked,
    null::uuid as context_id, null::int as n
  from shared.waiting_posting w where w.home_city = ${here}
  union all
  select 'enterprise', w.id, w.updated_at, w.updated_at + ${days("enterprise")}, w.home_city, null, false, '', w.id,
    coalesce(w.uscc_check = 'failed', false), null, null
  from shared.pending_registration w where w.home_city = ${here}
  union all
  select 'renewal', w.id, w.since, w.ends_at, w.home_city, w.county, false, '', w.id, false, null, null
  from shared.ending_verification w where w.home_city = ${here}
  union all
  select 'claim', w.id, w.created_at, w.created_at + ${days("claim")}, c.home_city, null, false, '', c.id,
    coalesce(w.uscc_check = 'failed', false), null, null
  from shared.pending_claim w join shared.enterprise c on c.id = w.enterprise_id where c.home_city = ${here}
  union all
  select 'recommendation', w.id, w.since, least(w.since + ${days("recommendation")}, w.registration_closes_at),
    w.endorsing_city, null, false, w.title, w.enterprise_id, false, w.fair_id, null
  from shared.waiting_registration w
  where w.status = 'submitted' and w.endorsing_city = ${here} and w.closes_at > (select app.now())
  union all
  select case w.status when 'recommended' then 'booth' else 'waitlist' end, w.id, w.since,
    case w.status when 'recommended' then least(w.since + ${days("booth")}, w.opens_at) else w.opens_at end,
    w.host_city, null, true, w.title, w.enterprise_id, false, w.fair_id, null
  from shared.waiting_registration w
  where w.status in ('recommended', 'waitlisted') and w.host_city = ${here} and w.closes_at > (select app.now())
  union all
  select 'import', w.id, w.created_at, w.created_at + ${days("import")}, w.home_city, null, true, w.filename, null,
    false, null, w.rows_data
  from shared.open_import w where w.status = 'staged' and w.home_city = ${here}
  union all
  select 'import', w.id, w.finished_at, w.finished_at + ${days("import")}, w.home_city, null, true, w.filename, null,
    false, w.id, d.n
  from (select import_id, count(*)::int as n from shared.imported_draft where home_city = ${here} group by import_id) d
    join shared.open_import w on w.id = d.import_id and w.status = 'done'
  union all
  select 'objection', w.id, w.objected_at, w.objected_at + ${days("objection")}, w.home_city, w.county, false, w.title,
    w.enterprise_id, false, null, null
  from shared.waiting_objection w where w.home_city = ${here}
  union all
  select 'complaint', w.id, w.created_at, w.created_at + ${days("complaint")}, w.home_city, w.county, false, w.title,
    w.enterprise_id, false, null, null
  from shared.waiting_complaint w where w.home_city = ${here}
  union all
  select 'start', w.id, w.start_denied_at, w.start_denied_at + ${days("start")}, w.home_city, p.county, false, p.title,
    p.enterprise_id, false, null, null
  from shared.denied_start w join shared.posting p on p.id = w.posting_id where w.home_city = ${here}
  union all
  select * from (
    select distinct on (w.id) 'mark', w.id, w.at, w.due_at, w.city, null, true, w.title, p.enterprise_id, false,
      w.livestream_id, null::int
    from shared.waiting_mark w left join shared.posting p on p.id = w.posting_id
    where w.city = ${here} order by w.id, w.city) m
  union all
  select * from (
    select distinct on (w.account_id) 'mail', w.account_id, w.failing_at, w.failing_at + ${days("mail")}, e.home_city,
      null, false, '', e.id, false, null::uuid, null::int
    from shared.failing_mail w
      join shared.staff_place s on s.account_id = w.account_id and s.kind = 'member'
      join shared.enterprise e on e.id = s.enterprise_id
    where e.home_city = ${here} order by w.account_id, e.id) f`;
};
