import { type Kysely, sql } from "kysely";

/**
 * A card of another city's person is shown only while the lease of its log stands and a clause in force gives
 * it. So leaving or narrowing an agreement hides it with the next query, before its copy is deleted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- federation: true while records of this kind may be shown that came from the log of a city for another one.
-- Without a reader, for any city of this node.
create function app.still_given(home text, for_city text, what text) returns boolean
  stable parallel safe language sql as $$
  select exists (select from shared.lease l where l.city = home and l.reader = coalesce(for_city, l.reader)
    and app.gives(home, array[l.reader], what, null)) $$;

create or replace view shared.card as
  select c.id as consent_id, c.fields,
    case when 'callName' = any (c.fields) then coalesce(p.call_name, r.call_name) end as call_name,
    case when 'skills' = any (c.fields) then coalesce(p.skills, r.skills) end as skills,
    case when 'places' = any (c.fields) then coalesce(p.places, r.places) end as places,
    case when 'years' = any (c.fields) then coalesce(p.years, r.years) end as years,
    case when 'certificates' = any (c.fields) then coalesce(p.certificates, r.certificates) end as certificates,
    case when 'startFrom' = any (c.fields) then coalesce(p.start_from, r.start_from) end as start_from,
    case when 'veteran' = any (c.fields) then coalesce(p.veteran, r.veteran) end as veteran,
    r.message
  from consent c left join profile p on p.account_id = c.account_id
  left join received_card r on r.consent_id = c.id and app.still_given(r.home_city, r.receiver, 'card')
  where (p.account_id is not null or r.consent_id is not null)
    and c.withdrawn_at is null and c.refused_at is null and c.ends_at > (select app.now())
    and not exists (select 1 from shared.enterprise e where c.receiver_kind = 'enterprise'
      and e.id::text = c.receiver_id and e.status = 'suspended');
`.execute(db);
}
