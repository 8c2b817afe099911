import { type Kysely, sql } from "kysely";

/**
 * Under a signed agreement a reader sees what a clause gives the reader's city. An agreement without a signed
 * document still shares its kinds among all its cities: they share one node.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Returns true if a clause in force gives one of the readers records of this kind of the city home. Without an
-- agreement wanted, any agreement's clause will do.
create function app.gives(home text, readers text[], what text, wanted text) returns boolean
  stable parallel safe language sql as $$
  select home = any (readers) or exists (
    select from agreement_clause c join agreement a on a.id = c.agreement_id, (select app.today() as today offset 0) clock
    where c.from_city = home and c.to_city = any (readers) and what = any (c.kinds)
      and (wanted is null or a.document = wanted)
      and c.starts_on <= clock.today and (c.ends_on is null or c.ends_on >= clock.today)
      and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today)) $$;

-- Returns the agreements and home cities whose records of this kind the reader may see. Officers and members read
-- as viewer_city. If it is null, a visitor reads the site of an agreement as people of every hosted city do.
create function app.visible_homes(viewer_city text, slug_wanted text, what text)
  returns table (agreement_id uuid, home text) stable parallel safe language sql as $$
  select visible.id, other.city
  from app.visible_agreements(viewer_city, slug_wanted, what) as visible(id)
  join agreement a on a.id = visible.id
  join agreement_city other on other.agreement_id = visible.id
  join city c on c.code = other.city, (select app.today() as today offset 0) clock
  where other.joined_on <= clock.today and (other.left_on is null or other.left_on > clock.today)
    and (a.document is null or other.city = viewer_city or (viewer_city is null and c.hosted)
      or exists (select from agreement_clause g join city to_city on to_city.code = g.to_city
        where g.agreement_id = visible.id and g.from_city = other.city and what = any (g.kinds)
          and g.starts_on <= clock.today and (g.ends_on is null or g.ends_on >= clock.today)
          and (g.to_city = viewer_city or (viewer_city is null and to_city.hosted)))) $$;

create or replace function app.visible_home_cities(viewer_city text, slug_wanted text, what text) returns setof text
  stable parallel safe language sql as $$
  select viewer_city where viewer_city is not null
  union
  select v.home from app.visible_homes(viewer_city, slug_wanted, what) v $$;
`.execute(db);
}
