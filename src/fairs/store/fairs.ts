import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database } from "../../../db/schema/index.ts";
import type { Scope } from "../../context.ts";
import type { Actor } from "../../core/actor.ts";

type Table = Database["fair"];
export type Fair = Selectable<Table>;
export type FairChange = Omit<Updateable<Table>, "rev" | "updatedAt">;

export type FairRow = Fair & {
  now: Date;
  openKey: string;
  hosted: boolean;
  cities: {
    city: string;
    name: string;
    federation: string;
    role: "host" | "organiser" | "supporter";
    quota: number | null;
    boothsTaken: number;
  }[];
  venues: {
    id: string;
    city: string;
    cityName: string;
    name: string;
    address: string;
    directions: string | null;
    hours: string | null;
    capacity: number | null;
    boothRows: number;
    boothColumns: number;
    booths: number;
    boothsFree: number;
  }[];
  exhibitors: number;
  unverified: number;
  postings: number;
  positions: number;
  counts: Record<string, number>;
};

/** Cities whose fairs the actor runs: officers of the whole city. */
export const hostCities = (actor: Actor): string[] =>
  actor.kind === "account" ? actor.offices.filter((o) => o.county === null).map((o) => o.city) : [];

const hosted = (actor: Actor): RawBuilder<boolean> =>
  actor.kind === "system" ? sql`true` : sql`f.host_city = any(${hostCities(actor)}::text[])`;

/** Enterprises that may still be shown: suspended ones vanish at once, with their booths still theirs on the desk. */
const EXHIBITS = sql`r.status = 'approved' and e.status = 'verified'`;

const columns = (
  actor: Actor,
) => sql`f.*, app.now() as now, f.opens_at::text as open_key, ${hosted(actor)} as hosted,
  (select coalesce(jsonb_agg(jsonb_build_object('city', fc.city, 'name', d.name, 'federation', c.federation_name,
      'role', fc.role, 'quota', fc.quota, 'boothsTaken', fc.booths_taken)
      order by array_position('{host,organiser,supporter}', fc.role), fc.city), '[]')
    from fair_city fc join city c on c.code = fc.city join division d on d.code = fc.city where fc.fair_id = f.id) as cities,
  (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'city', v.city, 'cityName', d.name, 'name', v.name,
      'address', v.address, 'directions', v.directions, 'hours', v.hours, 'capacity', v.capacity,
      'boothRows', v.booth_rows, 'boothColumns', v.booth_columns, 'booths', b.n, 'boothsFree', b.free) order by v.ordinal), '[]')
    from venue v join division d on d.code = v.city, lateral (
      select count(*) as n, count(*) filter (where registration_id is null) as free
      from booth where venue_id = v.id and not closed) b where v.fair_id = f.id) as venues,
  x.exhibitors, x.unverified, p.postings, p.positions,
  (select coalesce(jsonb_object_agg(status, n), '{}') from (
    select status, count(*) as n from fair_registration where fair_id = f.id group by status) s) as counts`;

const figures = sql`
  cross join lateral (select count(*) filter (where ${EXHIBITS})::int as exhibitors,
      count(*) filter (where r.status = 'approved' and e.status <> 'verified')::int as unverified
    from fair_registration r join enterprise e on e.id = r.enterprise_id where r.fair_id = f.id) x
  cross join lateral (select count(*)::int as postings, coalesce(sum(po.headcount), 0)::int as positions
    from fair_registration r join enterprise e on e.id = r.enterprise_id
    join fair_registration_posting rp on rp.registration_id = r.id join posting po on po.id = rp.posting_id
    where r.fair_id = f.id and ${EXHIBITS} and po.status = 'published' and po.expires_at > (select app.now())) p`;

/** What this reader may know of: announced fairs of an agreement in force, and whatever the actor runs or stands at. */
export const readable = (
  actor: Actor,
  scope: Scope,
  invitation: string | null = null,
): RawBuilder<boolean> => {
  const enterprises = actor.kind === "account" ? actor.enterprises.map(({ id }) => id) : [];
  return sql`(${hosted(actor)} or f.status <> 'draft' and (
    f.agreement_id in (select app.visible_agreements(${scope.city}, ${scope.agreement}, 'fair'))
    or exists (select 1 from fair_registration own where own.fair_id = f.id and own.enterprise_id = any(${enterprises}::uuid[]))
    or exists (select 1 from fair_invitation i where i.fair_id = f.id and i.code = ${invitation}::text)))`;
};

export type Reader = { actor: Actor; scope: Scope };

export async function selectFair(
  db: DbOrTx,
  { actor, scope }: Reader,
  { id, invitation = null }: { id: string; invitation?: string | null },
): Promise<FairRow | undefined> {
  const { rows } = await sql<FairRow>`
    select ${columns(actor)} from fair f ${figures}
    where f.id = ${id} and ${readable(actor, scope, invitation)}`.execute(db);
  return rows[0];
}

export type FairQuestion = {
  /** Announced fairs that are not over, next first; over or cancelled ones, last first; or the actor's own desk. */
  which: "coming" | "past" | "desk";
  after: { openKey: string; id: string } | null;
  limit: number;
};

export async function selectFairs(
  db: DbOrTx,
  { actor, scope }: Reader,
  { which, after, limit }: FairQuestion,
): Promise<FairRow[]> {
  const ascending = which === "coming";
  const over = sql`(f.closes_at <= (select app.now()) or f.status in ('cancelled', 'reported'))`;
  const asked =
    which === "desk"
      ? hosted(actor)
      : sql`f.status <> 'draft' and ${readable(actor, scope)} and ${ascending ? sql`not ${over}` : over}`;
  const sign = ascending ? sql`>` : sql`<`;
  const place = after
    ? sql`(f.opens_at, f.id) ${sign} (${after.openKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const order = ascending ? sql`f.opens_at, f.id` : sql`f.opens_at desc, f.id desc`;
  const { rows } = await sql<FairRow>`
    select ${columns(actor)} from (select * from fair f where ${asked} and ${place} order by ${order} limit ${limit}) f
    ${figures} order by ${order}`.execute(db);
  return rows;
}

/** The fair's row, locked; with the clock of this moment. */
export async function lockFair(tx: Tx, id: string): Promise<(Fair & { now: Date }) | undefined> {
  const { rows } = await sql<Fair & { now: Date }>`
    select f.*, app.now() as now from fair f where f.id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function insertFair(tx: Tx, fair: Insertable<Table>): Promise<void> {
  await tx.insertInto("fair").values(fair).execute();
}

/** Writes a change and returns the new revision. */
export async function updateFair(tx: Tx, id: string, change: FairChange): Promise<number> {
  const { rev } = await tx
    .updateTable("fair")
    .set({ ...change, rev: sql`rev + 1`, updatedAt: sql`app.now()` })
    .where("id", "=", id)
    .returning("rev")
    .executeTakeFirstOrThrow();
  return rev;
}

/** The agreement that a city's fair is held under: the one named, or the first in force that shares fairs. */
export async function agreementFor(tx: Tx, city: string, slug: string | null): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select a.id from agreement a where a.id in (select app.visible_agreements(${city}, null, 'fair'))
      and (${slug}::text is null or a.slug = ${slug}) order by a.ordinal limit 1`.execute(tx);
  return rows[0]?.id;
}

/** Cities of an agreement in force now. */
export async function citiesOfAgreement(tx: Tx, agreementId: string): Promise<Set<string>> {
  const { rows } = await sql<{ city: string }>`
    select city from agreement_city where agreement_id = ${agreementId}
      and joined_on <= app.today() and (left_on is null or left_on > app.today())`.execute(tx);
  return new Set(rows.map((row) => row.city));
}

export async function selectParts(tx: Tx, fairId: string): Promise<CityPart[]> {
  return tx.selectFrom("fairCity").select(["city", "role", "quota"]).where("fairId", "=", fairId).execute();
}

export type CityPart = { city: string; role: "host" | "organiser" | "supporter"; quota: number | null };

/**
 * The cities of a fair as they are to be. Returns the first one whose quota is below what it has taken, or that would
 * go while it has booths; null when all is written.
 */
export async function replaceCities(
  tx: Tx,
  fairId: string,
  parts: readonly CityPart[],
): Promise<string | null> {
  const kept = parts.map((part) => part.city);
  const { rows } = await sql<{ city: string }>`
    select city from fair_city where fair_id = ${fairId} and booths_taken > 0 and not city = any(${kept}::text[])
    union all
    select fc.city from fair_city fc
    join unnest(${kept}::text[], ${parts.map((p) => p.quota)}::int[]) as w(city, quota) on w.city = fc.city
    where fc.fair_id = ${fairId} and w.quota < fc.booths_taken limit 1`.execute(tx);
  if (rows[0]) return rows[0].city;
  await sql`delete from fair_city where fair_id = ${fairId} and not city = any(${kept}::text[])`.execute(tx);
  await sql`
    insert into fair_city (fair_id, city, role, quota)
    select ${fairId}::uuid, * from unnest(${kept}::text[], ${parts.map((p) => p.role)}::text[],
      ${parts.map((p) => p.quota)}::int[])
    on conflict (fair_id, city) do update set role = excluded.role, quota = excluded.quota`.execute(tx);
  return null;
}
