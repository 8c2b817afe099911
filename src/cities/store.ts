import { sql } from "kysely";
import type { DbOrTx } from "../../db/client.ts";
import type { Scope } from "../platform/context.ts";
import type { Division } from "./reading/place-index.ts";
import type { CityList, CityView } from "./schema.ts";

/** Colour of a city without an agreement: that of secondary text. */
const PLAIN_HUE = "#5E5953";

/**
 * Selects the reader's agreement if it is in force. With a city in the scope it is an agreement of that city,
 * preferably the given one. Without a city it is the site's agreement.
 */
const currentAgreement = (scope: Scope) => sql`
  select a.id, a.slug, a.name, a.short_name from agreement a
  where a.starts_on <= app.today() and (a.ends_on is null or a.ends_on >= app.today())
    and case when ${scope.city}::text is null then a.id = app.agreement_in_force(${scope.agreement})
        else exists (select 1 from agreement_city own where own.agreement_id = a.id and own.city = ${scope.city}
                     and own.joined_on <= app.today() and (own.left_on is null or own.left_on > app.today())) end
  order by (a.slug = ${scope.agreement}) desc nulls last, a.ordinal limit 1`;

/**
 * Selects the cities of the agreement in order. If the reader's city has no agreement, selects this city
 * only.
 */
const members = (scope: Scope) => sql`
  select ac.city as code, ac.hue, ac.ordinal from standing s join agreement_city ac on ac.agreement_id = s.id
  where ac.joined_on <= app.today() and (ac.left_on is null or ac.left_on > app.today())
  union all
  select ${scope.city}, ${PLAIN_HUE}, 0
  where ${scope.city}::text is not null and not exists (select 1 from standing)`;

type AgreementColumns = {
  agreementSlug: string | null;
  agreementName: string | null;
  agreementShortName: string | null;
};
const agreementColumns = sql`
  s.slug as agreement_slug, s.name as agreement_name, s.short_name as agreement_short_name`;

export type SiteRow = AgreementColumns & {
  code: string;
  name: string;
  shortName: string;
  federationName: string;
  hue: string;
};

export async function selectSite(db: DbOrTx, scope: Scope): Promise<SiteRow[]> {
  const { rows } = await sql<SiteRow>`
    with standing as (${currentAgreement(scope)}), members as (${members(scope)})
    select m.code, d.name, d.short_name, c.federation_name, m.hue, ${agreementColumns}
    from members m join division d on d.code = m.code join city c on c.code = m.code left join standing s on true
    order by m.ordinal, m.code`.execute(db);
  return rows;
}

export type CityRow = AgreementColumns & CityView & Pick<CityList, "elsewhere">;

/**
 * Selects cities, counties and numbers of live postings in one statement, and the numbers of other cities in
 * each row. Counts only postings that this
 * reader may see.
 */
export async function selectCities(db: DbOrTx, scope: Scope): Promise<CityRow[]> {
  const { rows } = await sql<CityRow>`
    with standing as (${currentAgreement(scope)}), members as (${members(scope)}),
    live as (
      select p.city, count(*)::int as n from shared.posting p
      where p.status = 'published' and p.expires_at > (select app.now())
        and p.enterprise_id not in (select id from shared.enterprise where status = 'suspended')
        and p.home_city in (select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') as v(home))
      group by p.city)
    select m.code, d.name, d.short_name, c.federation_name, c.hotline, m.hue, coalesce(live.n, 0) as postings,
      (select coalesce(jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name, 'shortName', k.short_name)
              order by k.code), '[]')
       from division k where k.parent = m.code and k.level = 'county') as counties,
      (select coalesce(jsonb_agg(jsonb_build_object('code', l.city, 'name', o.short_name, 'postings', l.n)
              order by l.n desc, l.city), '[]')
       from live l left join division o on o.code = l.city
       where l.city is null or l.city not in (select code from members)) as elsewhere,
      ${agreementColumns}
    from members m join division d on d.code = m.code join city c on c.code = m.code
    left join live on live.city = m.code left join standing s on true
    order by m.ordinal, m.code`.execute(db);
  return rows;
}

export const selectDivisions = (db: DbOrTx): Promise<Division[]> =>
  db
    .selectFrom("division")
    .select(["code", "name", "shortName", "level", "parent", "lon", "lat", "aliases"])
    .orderBy("code")
    .execute();

/** Selects the home city of a county or city code, or null if this node hosts no such city. */
export async function selectHomeCity(db: DbOrTx, division: string): Promise<string | null> {
  const { rows } = await sql<{ code: string | null }>`select app.home_city_of(${division}) as code`.execute(
    db,
  );
  return rows[0]?.code ?? null;
}

/** Returns the name of a city's federation; null for an unknown city. */
export async function selectFederation(db: DbOrTx, city: string): Promise<string | null> {
  const row = await db
    .selectFrom("city")
    .select("federationName")
    .where("code", "=", city)
    .executeTakeFirst();
  return row?.federationName ?? null;
}

/** Returns false while this installation hosts no city, so that nobody can use it yet. */
export async function isSetUp(db: DbOrTx): Promise<boolean> {
  return (
    (await db.selectFrom("city").select("code").where("hosted", "=", true).limit(1).executeTakeFirst()) !==
    undefined
  );
}

/**
 * Returns every federation that this installation hosts with its city, in the order of the agreements' pages.
 */
export async function listFederations(db: DbOrTx): Promise<{ code: string; federationName: string }[]> {
  const { rows } = await sql<{ code: string; federationName: string }>`
    select c.code, c.federation_name from city c left join agreement_city a on a.city = c.code
    left join agreement g on g.id = a.agreement_id
    where c.hosted group by c.code order by min(g.ordinal), min(a.ordinal), c.code`.execute(db);
  return rows;
}
