import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { RegistrationStatus } from "../../../../db/schema/index.ts";
import { COLUMNS, type RegistrationRow } from "./registration-views.ts";
import { FROM } from "./registrations.ts";

/**
 * The party for which registrations are selected. `enterprises`: their own. `offices`: those that these city
 * or county unions recommend. `hosts`: those for fairs of these cities. `halls`: those with a booth in a hall
 * of these cities.
 */
export type ViewParty =
  | { enterprises: readonly string[] }
  | { offices: readonly { city: string; county: string | null }[] }
  | { hosts: readonly string[] }
  | { halls: readonly string[] };

export type RegistrationFilter = {
  of: ViewParty;
  fairId?: string | undefined;
  statuses?: readonly RegistrationStatus[] | undefined;
  ids?: readonly string[] | undefined;
  /** Part of an enterprise's name, or the reference of a registration. */
  q?: string | undefined;
  /** The hall of the booth. */
  venueId?: string | undefined;
};

export type RegistrationListQuery = RegistrationFilter & {
  after: { createdKey: string; id: string } | null;
  limit: number;
};

function ofParty(of: ViewParty): RawBuilder<unknown> {
  if ("enterprises" in of) return sql`r.enterprise_id = any(${of.enterprises}::uuid[])`;
  if ("halls" in of)
    return sql`exists (select 1 from booth b join venue v on v.id = b.venue_id
      where b.registration_id = r.id and v.city = any(${of.halls}::text[]))`;
  if ("hosts" in of) return sql`f.host_city = any(${of.hosts}::text[])`;
  const cities = of.offices.map((o) => o.city);
  return sql`r.endorsing_city = any(${cities}::text[]) and (r.status <> 'submitted'
      or f.status in ('registration', 'published') and f.closes_at > (select app.now()))
    and exists (select 1 from unnest(${cities}::text[], ${of.offices.map((o) => o.county)}::text[]) as o(city, county)
      where o.city = r.endorsing_city and (o.county is null or (o.city = e.home_city and o.county = e.county)))`;
}

const where = ({ of, fairId, statuses, ids, q, venueId }: RegistrationFilter): RawBuilder<unknown> =>
  sql.join(
    [
      ofParty(of),
      ...(fairId ? [sql`r.fair_id = ${fairId}::uuid`] : []),
      ...(ids ? [sql`r.id = any(${[...ids]}::uuid[])`] : []),
      ...(statuses?.length === 1 ? [sql`r.status = ${statuses[0]}`] : []),
      ...(statuses && statuses.length !== 1 ? [sql`r.status = any(${statuses}::text[])`] : []),
      ...(q ? [sql`(strpos(lower(e.name), lower(${q})) > 0 or r.reference = upper(${q}))`] : []),
      ...(venueId
        ? [
            sql`exists (select 1 from booth h where h.registration_id = r.id and h.venue_id = ${venueId}::uuid)`,
          ]
        : []),
    ],
    sql` and `,
  );

/** Selects registrations of one party in the order of their creation. */
export async function selectRegistrations(
  db: DbOrTx,
  asked: RegistrationListQuery,
): Promise<RegistrationRow[]> {
  const after = asked.after
    ? sql`(r.created_at, r.id) > (${asked.after.createdKey}::timestamptz, ${asked.after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<RegistrationRow>`
    select ${COLUMNS} from ${FROM} where ${where(asked)} and ${after}
    order by r.created_at, r.id limit ${asked.limit}`.execute(db);
  return rows;
}

export type RegistrationCounts = {
  statuses: Partial<Record<RegistrationStatus, number>>;
  /** Number of registrations with a booth in each hall, by the hall's id. */
  venues: Record<string, number>;
};

/** Counts registrations of one party by status and, without a choice of the hall, by hall. */
export async function countRegistrations(
  db: DbOrTx,
  { statuses, venueId, ...rest }: RegistrationFilter,
): Promise<RegistrationCounts> {
  const { rows } = await sql<{ statuses: RegistrationCounts["statuses"]; venues: Record<string, number> }>`
    select (select coalesce(jsonb_object_agg(x.status, x.n), '{}') from (
        select r.status, count(*)::int as n from ${FROM} where ${where({ ...rest, venueId })} group by 1) x) as statuses,
      (select coalesce(jsonb_object_agg(y.venue_id, y.n), '{}') from (
        select b.venue_id, count(*)::int as n from ${FROM} join booth b on b.registration_id = r.id
        where ${where({ ...rest, statuses })} group by 1) y) as venues`.execute(db);
  return rows[0] ?? { statuses: {}, venues: {} };
}
