import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { FairRow } from "./fairs.ts";

/**
 * Returns the id of the agreement for a city's fair: an agreement in force that shares fairs. If `slug` is
 * null, returns the first of the city's agreements.
 */
export async function agreementFor(tx: Tx, city: string, slug: string | null): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agreement a where a.id in (select id from app.visible_agreements(${city}, null, 'fair') as v(id))
      and (${slug}::text is null or a.slug = ${slug}) order by a.ordinal limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Selects the codes of the cities that are members of the agreement today. */
export async function citiesOfAgreement(tx: Tx, agreementId: string): Promise<Set<string>> {
  const { rows } = await sql<{ city: string }>`/* planned */
    select city from agreement_city where agreement_id = ${agreementId}
      and joined_on <= app.today() and (left_on is null or left_on > app.today())`.execute(tx);
  return new Set(rows.map((row) => row.city));
}

/**
 * Selects the first of `cities` that belongs to the fair's agreement but not to the fair. Enterprises of such
 * a city may register too.
 */
export async function selectPartner(
  db: DbOrTx,
  fairId: string,
  cities: readonly string[],
): Promise<FairRow["cities"][number] | undefined> {
  const { rows } = await sql<FairRow["cities"][number]>`
    select ac.city, d.name, c.federation_name as federation, 'supporter' as role, null::int as quota,
      (select count(*)::int from booth b join fair_registration r on r.id = b.registration_id
        where r.fair_id = f.id and r.endorsing_city = ac.city) as booths_taken
    from fair f join agreement_city ac on ac.agreement_id = f.agreement_id join city c on c.code = ac.city
    join division d on d.code = ac.city
    where f.id = ${fairId} and ac.city = any(${cities}::text[])
      and ac.joined_on <= app.today() and (ac.left_on is null or ac.left_on > app.today())
      and not exists (select 1 from fair_city fc where fc.fair_id = f.id and fc.city = ac.city)
    order by ac.ordinal limit 1`.execute(db);
  return rows[0];
}

export async function selectFairCities(tx: Tx, fairId: string): Promise<FairCity[]> {
  return tx.selectFrom("fairCity").select(["city", "role", "quota"]).where("fairId", "=", fairId).execute();
}

export type FairCity = { city: string; role: "host" | "organiser" | "supporter"; quota: number | null };

/**
 * Replaces the cities of a fair. Writes nothing if a city would be removed that has taken booths, or would
 * get a quota below its taken booths. Then returns such a city, else null.
 */
export async function replaceCities(
  tx: Tx,
  fairId: string,
  parts: readonly FairCity[],
): Promise<string | null> {
  const kept = parts.map((part) => part.city);
  const { rows } = await sql<{ city: string }>`
    with held as (select r.endorsing_city as city, count(*) as n from booth b
      join fair_registration r on r.id = b.registration_id where b.fair_id = ${fairId} group by 1)
    select fc.city from fair_city fc join held using (city)
      where fc.fair_id = ${fairId} and not fc.city = any(${kept}::text[])
    union all
    select w.city from unnest(${kept}::text[], ${parts.map((p) => p.quota)}::int[]) as w(city, quota)
      join held using (city) where w.quota < held.n limit 1`.execute(tx);
  if (rows[0]) return rows[0].city;
  await sql`delete from fair_city where fair_id = ${fairId} and not city = any(${kept}::text[])`.execute(tx);
  await sql`
    insert into fair_city (fair_id, city, role, quota, booths_taken)
    select ${fairId}::uuid, w.*, (select count(*) from booth b join fair_registration r on r.id = b.registration_id
        where b.fair_id = ${fairId}::uuid and r.endorsing_city = w.city)
    from unnest(${kept}::text[], ${parts.map((p) => p.role)}::text[], ${parts.map((p) => p.quota)}::int[]) as w(city, role, quota)
    on conflict (fair_id, city) do update set role = excluded.role, quota = excluded.quota`.execute(tx);
  return null;
}
