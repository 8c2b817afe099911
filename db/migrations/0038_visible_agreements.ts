import { type Kysely, sql } from "kysely";

/**
 * The two functions that say what a reader may see compute the day and the visitor's agreement once per call.
 * They give the same rows as before. Call them in `from`: there PostgreSQL plans their body as a part of the
 * query. In a select list, it plans the body anew at each call.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- "offset 0" keeps a subquery apart. So the day is computed once and not for each row. And the plan does not depend
-- on the arguments: a connection keeps the plan of a prepared statement only if other values cannot better it.
-- The visitor's agreement is that of app.agreement_in_force; its query stands here, because a call plans it anew.
create or replace function app.visible_agreements(viewer_city text, slug_wanted text, what text) returns setof uuid
  stable parallel safe language sql as $$
  select a.id
  from (select viewer_city as city, slug_wanted as slug, what as kind, app.today() as today offset 0) asked, agreement a
  where asked.kind = any (a.shares)
    and a.starts_on <= asked.today and (a.ends_on is null or a.ends_on >= asked.today)
    and case when asked.city is null then a.id = (select f.id from agreement f
          where (asked.slug is null or f.slug = asked.slug)
            and f.starts_on <= asked.today and (f.ends_on is null or f.ends_on >= asked.today)
          order by f.ordinal limit 1)
        else exists (select 1 from agreement_city own where own.agreement_id = a.id and own.city = asked.city
                     and own.joined_on <= asked.today and (own.left_on is null or own.left_on > asked.today)) end $$;

create or replace function app.visible_home_cities(viewer_city text, slug_wanted text, what text) returns setof text
  stable parallel safe language sql as $$
  select viewer_city where viewer_city is not null
  union
  select other.city
  from app.visible_agreements(viewer_city, slug_wanted, what) as visible(id)
  join agreement_city other on other.agreement_id = visible.id, (select app.today() as today offset 0) clock
  where other.joined_on <= clock.today and (other.left_on is null or other.left_on > clock.today) $$;
`.execute(db);
}
