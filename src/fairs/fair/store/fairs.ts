import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database } from "../../../../db/schema/index.ts";
import type { Scope } from "../../../platform/context.ts";
import { type Actor, cityOf } from "../../../platform/core/actor.ts";
import { EVENT_OF_FAIR } from "./event.ts";
import { EXHIBITS, figureOf } from "./figures.ts";

type Table = Database["fair"];
export type Fair = Selectable<Table>;
export type FairChange = Omit<Updateable<Table>, "rev" | "updatedAt">;

export type FairRow = Fair & {
  now: Date;
  openKey: string;
  /** True if the actor acts as host. */
  hosted: boolean;
  /** True unless another node hosts the fair's city. */
  hostedHere: boolean;
  /** True if enterprises of the reader's city may register here: the city's node takes them. */
  takesRegistrations: boolean;
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

/**
 * Returns the cities for whose fairs the actor may act as host: those where the actor is an officer of the
 * whole city.
 */
export const hostCities = (actor: Actor): string[] =>
  actor.kind === "account" ? actor.offices.filter((o) => o.county === null).map((o) => o.city) : [];

/** Returns the cities in which the actor is an officer, of all of the city or of a county. */
const officeCities = (actor: Actor): string[] =>
  actor.kind === "account" ? actor.offices.map(({ city }) => city) : [];

const hosted = (actor: Actor): RawBuilder<boolean> =>
  actor.kind === "system" ? sql`true` : sql`f.host_city = any(${hostCities(actor)}::text[])`;

const columns = (
  actor: Actor,
) => sql`f.*, app.now() as now, f.opens_at::text as open_key, ${hosted(actor)} as hosted,
  app.is_hosted(f.host_city) as hosted_here,
  app.is_hosted(f.host_city) or exists (select from app.hosted_cities() as h(code)
    where h.code = coalesce(${cityOf(actor)}::text, h.code) and app.accepts(f.host_city, h.code, 'register')) as takes_registrations,
  (select coalesce(jsonb_agg(jsonb_build_object('city', fc.city, 'name', d.name, 'federation', c.federation_name,
      'role', fc.role, 'quota', fc.quota, 'boothsTaken', fc.booths_taken)
      order by array_position('{host,organiser,supporter}', fc.role), fc.city), '[]')
    from fair_city fc join city c on c.code = fc.city join division d on d.code = fc.city where fc.fair_id = f.id) as cities,
  (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'city', v.city, 'cityName', d.name, 'name', v.name,
      'address', v.address, 'directions', v.directions, 'hours', v.hours, 'capacity', v.capacity,
      'boothRows', v.booth_rows, 'boothColumns', v.booth_columns, 'booths', b.n, 'boothsFree', free.free) order by v.ordinal), '[]')
    from venue v join division d on d.code = v.city, lateral (
      ${figureOf("booths", sql`f.id`, sql`v.id`)}) b, lateral (
      select count(*) as free from booth where venue_id = v.id and not closed and registration_id is null) free
    where v.fair_id = f.id) as venues,
  y.n as exhibitors, x.unverified, p.n as postings, p.total as positions,
  (select coalesce(jsonb_object_agg(status, n), '{}') from (
    select status, count(*) as n from fair_registration where fair_id = f.id group by status) s) as counts`;

const figures = sql`
  cross join lateral (select count(*)::int as unverified
    from fair_registration r join shared.enterprise e on e.id = r.enterprise_id
    where r.fair_id = f.id and r.status = 'approved' and e.status <> 'verified') x
  cross join lateral (${figureOf("enterprises", sql`f.id`)}) y cross join lateral (${figureOf("postings", sql`f.id`)}) p`;

/**
 * Returns an SQL condition: the actor may read the fair `f`. Officers of the host city read all its fairs.
 * Others read fairs that are not drafts: by an agreement in force, as an enterprise with a registration, or
 * with an invitation code.
 */
export const readable = (
  actor: Actor,
  scope: Scope,
  invitation: string | null = null,
): RawBuilder<boolean> => {
  const enterprises = actor.kind === "account" ? actor.enterprises.map(({ id }) => id) : [];
  // A condition that this reader cannot meet is left out. With it, PostgreSQL would plan each execution anew,
  // because a plan for any reader looks dearer than one for these values.
  const registered =
    enterprises.length > 0 &&
    sql`or exists (select 1 from fair_registration own where own.fair_id = f.id and own.enterprise_id = any(${enterprises}::uuid[]))`;
  const invited =
    invitation !== null &&
    sql`or exists (select 1 from fair_invitation i where i.fair_id = f.id and i.code = ${invitation}::text)`;
  return sql`(${hosted(actor)} or f.status <> 'draft' and (
    (f.agreement_id, f.host_city) in (select v.agreement_id, v.home from app.visible_homes(${scope.city}, ${scope.agreement}, 'fair') v)
    ${registered || sql``} ${invited || sql``}))`;
};

export type FairReader = { actor: Actor; scope: Scope };

export async function selectFair(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { id, invitation = null }: { id: string; invitation?: string | null },
): Promise<FairRow | undefined> {
  const { rows } = await sql<FairRow>`
    select ${columns(actor)} from fair f ${figures}
    where f.id = ${id} and ${readable(actor, scope, invitation)}`.execute(db);
  return rows[0];
}

export type FairQuestion = {
  /**
   * `coming`: announced and not over, earliest opening first. `past`: over or cancelled, latest opening
   * first. `hosted`: hosted by the actor's city, latest opening first; drafts only for officers of all of it.
   */
  which: "coming" | "past" | "hosted";
  /** Only fairs at which this enterprise exhibits. */
  exhibitor?: string | undefined;
  after: { openKey: string; id: string } | null;
  limit: number;
};

export async function selectFairs(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { which, exhibitor, after, limit }: FairQuestion,
): Promise<FairRow[]> {
  const exhibits = exhibitor
    ? sql`and exists (select from fair_registration r join shared.enterprise e on e.id = r.enterprise_id
        where r.fair_id = f.id and r.enterprise_id = ${exhibitor}::uuid and ${EXHIBITS})`
    : sql``;
  const ascending = which === "coming";
  const over = sql`(f.closes_at <= (select app.now()) or f.status in ('cancelled', 'reported'))`;
  const asked =
    which === "hosted"
      ? sql`f.host_city = any(${officeCities(actor)}::text[]) and ${readable(actor, scope)}`
      : sql`f.status <> 'draft' and ${readable(actor, scope)} and ${ascending ? sql`not ${over}` : over}`;
  const sign = ascending ? sql`>` : sql`<`;
  const place = after
    ? sql`(f.opens_at, f.id) ${sign} (${after.openKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const order = ascending ? sql`f.opens_at, f.id` : sql`f.opens_at desc, f.id desc`;
  const { rows } = await sql<FairRow>`
    select ${columns(actor)} from (select * from fair f where ${asked} ${exhibits} and ${place} order by ${order} limit ${limit}) f
    ${figures} order by ${order}`.execute(db);
  return rows;
}

/**
 * Locks the fair's row and returns it with the database's current time. Returns undefined if there is none.
 */
export async function lockFair(tx: Tx, id: string): Promise<(Fair & { now: Date }) | undefined> {
  const { rows } = await sql<Fair & { now: Date }>`
    select f.*, app.now() as now from fair f where f.id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function insertFair(tx: Tx, fair: Insertable<Table>): Promise<void> {
  await tx.insertInto("fair").values(fair).execute();
}

/**
 * Updates a fair. In the same statement, shows or hides the fair's postings and enterprises to the readers of
 * its agreement, by the fair's status. Returns the new revision.
 */
export async function writeFair(tx: Tx, id: string, change: FairChange): Promise<number> {
  const changed = tx
    .updateTable("fair")
    .set({ ...change, rev: sql`rev + 1`, updatedAt: sql`app.now()` })
    .where("id", "=", id)
    .returning(["id", "agreementId", "closesAt", "status", "rev"]);
  const { rows } = await sql<{ rev: number }>`
    with c as (${changed}) select c.rev, ${EVENT_OF_FAIR} from c`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the fair is gone");
  return row.rev;
}
