import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { KnownDivision } from "./rules.ts";

/** Makes concurrent setups run one after the other, until the transaction ends. */
export async function lockSetup(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('setup', 14))`.execute(tx);
}

export async function selectDivisionsBy(
  db: DbOrTx,
  codes: readonly string[],
): Promise<Map<string, KnownDivision>> {
  const rows = await db
    .selectFrom("division")
    .select(["code", "name", "shortName", "level", "parent"])
    .where("code", "in", [...codes])
    .execute();
  return new Map(rows.map((row) => [row.code, row]));
}

export const selectAgreement = (db: DbOrTx, slug: string) =>
  db
    .selectFrom("agreement")
    .select(["id", "name", "shortName", "startsOn", "endsOn", "shares"])
    .where("slug", "=", slug)
    .executeTakeFirst();

/** Returns the running agreements that these cities belong to, each with the names of those cities. */
export async function selectAgreementsOf(
  db: DbOrTx,
  codes: readonly string[],
): Promise<{ name: string; cities: string[] }[]> {
  const { rows } = await sql<{ name: string; cities: string[] }>`
    select a.name, array_agg(d.name order by m.ordinal) as cities
    from agreement a join agreement_city m on m.agreement_id = a.id join division d on d.code = m.city
    where m.city = any(${codes}::text[]) and (m.left_on is null or m.left_on > app.today())
      and (a.ends_on is null or a.ends_on >= app.today())
    group by a.id order by a.ordinal`.execute(db);
  return rows;
}

export const selectMembers = (db: DbOrTx, agreementId: string) =>
  db
    .selectFrom("agreementCity")
    .select(["city", "hue", "ordinal", "joinedOn", "leftOn"])
    .where("agreementId", "=", agreementId)
    .orderBy("ordinal")
    .execute();

export const selectCityRows = (db: DbOrTx, codes: readonly string[]) =>
  db
    .selectFrom("city")
    .select(["code", "federationName", "hotline", "address", "hosted"])
    .where("code", "in", [...codes])
    .execute();

type AgreementValues = {
  id: string;
  slug: string;
  name: string;
  shortName: string;
  startsOn: string;
  endsOn: string | null;
  shares: string[];
};

/** Inserts or updates an agreement by its slug. A new one comes after the others. Returns its id. */
export async function upsertAgreement(tx: Tx, a: AgreementValues): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into agreement (id, slug, name, short_name, starts_on, ends_on, shares, ordinal)
    values (${a.id}, ${a.slug}, ${a.name}, ${a.shortName}, ${a.startsOn}, ${a.endsOn}, ${a.shares}::text[],
      (select coalesce(max(ordinal) + 1, 0) from agreement))
    on conflict (slug) do update set name = excluded.name, short_name = excluded.short_name,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, shares = excluded.shares
    returning id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the agreement was not written");
  return row.id;
}

type CityValues = {
  code: string;
  federationName: string;
  hotline: string;
  address: string | null;
  hosted: boolean;
};

export async function upsertCity(tx: Tx, city: CityValues): Promise<void> {
  const { code: _code, ...values } = city;
  await tx
    .insertInto("city")
    .values(city)
    .onConflict((conflict) => conflict.column("code").doUpdateSet(values))
    .execute();
}

type MemberValues = {
  agreementId: string;
  city: string;
  hue: string;
  ordinal: number;
  joinedOn: string;
  leftOn: string | null;
};

export async function upsertMember(tx: Tx, member: MemberValues): Promise<void> {
  const { hue, ordinal, joinedOn, leftOn } = member;
  await tx
    .insertInto("agreementCity")
    .values(member)
    .onConflict((conflict) =>
      conflict.columns(["agreementId", "city"]).doUpdateSet({ hue, ordinal, joinedOn, leftOn }),
    )
    .execute();
}

/** Inserts or renames a county that the reference files do not contain, such as a development zone. */
export async function upsertCounty(
  tx: Tx,
  county: { code: string; name: string; shortName: string; parent: string; typed: string[] },
): Promise<void> {
  const { name, shortName, typed } = county;
  await tx
    .insertInto("division")
    .values({ ...county, level: "county" })
    .onConflict((conflict) => conflict.column("code").doUpdateSet({ name, shortName, typed }))
    .execute();
}
