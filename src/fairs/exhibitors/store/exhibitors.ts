import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { APPLIED, EVENT_OF_FAIR, EXHIBITS, OFFERED, PERSON } from "../fair/index.ts";
import { BROUGHT_BY } from "../registrations/index.ts";

const FROM = sql`fair_registration r join shared.enterprise e on e.id = r.enterprise_id
  join booth b on b.registration_id = r.id join venue v on v.id = b.venue_id`;
/**
 * SQL expression: the city in which the enterprise is located: the city of its county, else its home city.
 */
const CITY = sql`coalesce((select case d.level when 'county' then d.parent else d.code end
  from division d where d.code = e.county), e.home_city)`;

export type Exhibitor = {
  registrationId: string;
  enterpriseId: string;
  name: string;
  industry: string | null;
  city: string;
  endorsingCity: string;
  venueId: string;
  venueName: string;
  venueOrdinal: number;
  boothCode: string;
  boothOrdinal: number;
  recruiters: number;
  postings: { id: string; title: string; headcount: number | null; headcountText: string | null }[];
};

const COLUMNS = sql`r.id as registration_id, e.id as enterprise_id, e.name, e.industry, ${CITY} as city,
  r.endorsing_city, v.id as venue_id, v.name as venue_name, v.ordinal as venue_ordinal, b.code as booth_code,
  b.ordinal as booth_ordinal, r.recruiters,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title, 'headcount', p.headcount,
      'headcountText', p.headcount_text) order by p.title, p.id), '[]')
    from fair_registration_posting rp join shared.posting p on p.id = rp.posting_id
    where rp.registration_id = r.id and p.enterprise_id = r.enterprise_id and ${OFFERED}) as postings`;

export type ExhibitorFilter = {
  /** The city in which the enterprise is located. */
  city?: string | undefined;
  sector?: string | undefined;
  venueId?: string | undefined;
  /** The city whose union recommended the enterprise. */
  endorsedBy?: string | undefined;
};

const filtered = ({ city, sector, venueId, endorsedBy }: ExhibitorFilter): RawBuilder<unknown> => sql`
  (${city ?? null}::text is null or ${CITY} = ${city ?? null})
  and (${sector ?? null}::text is null or e.industry = ${sector ?? null})
  and (${venueId ?? null}::uuid is null or v.id = ${venueId ?? null}::uuid)
  and (${endorsedBy ?? null}::text is null or r.endorsing_city = ${endorsedBy ?? null})`;

export type BoothPosition = { venueOrdinal: number; boothOrdinal: number };

/** Selects exhibitors in booth order. */
export async function selectExhibitors(
  db: DbOrTx,
  fairId: string,
  { after, limit, ...filter }: ExhibitorFilter & { after: BoothPosition | null; limit: number },
): Promise<Exhibitor[]> {
  const place = after
    ? sql`(v.ordinal, b.ordinal) > (${after.venueOrdinal}::int, ${after.boothOrdinal}::int)`
    : sql`true`;
  const { rows } = await sql<Exhibitor>`
    select ${COLUMNS} from ${FROM} where r.fair_id = ${fairId} and ${EXHIBITS} and ${filtered(filter)} and ${place}
    order by v.ordinal, b.ordinal limit ${limit}`.execute(db);
  return rows;
}

/** Selects one exhibitor of a fair. Returns undefined if it is not shown there. */
export async function selectStand(
  db: DbOrTx,
  fairId: string,
  registrationId: string,
): Promise<Exhibitor | undefined> {
  const { rows } = await sql<Exhibitor>`
    select ${COLUMNS} from ${FROM} where r.fair_id = ${fairId} and r.id = ${registrationId} and ${EXHIBITS}`.execute(
    db,
  );
  return rows[0];
}

export type Choice = { kind: "city" | "sector" | "venue"; value: string; name: string; count: number };

/**
 * Selects the values by which exhibitors of a fair can be filtered, with the number of exhibitors for each.
 */
export async function selectChoices(db: DbOrTx, fairId: string): Promise<Choice[]> {
  const { rows } = await sql<Choice>`
    with x as (select ${CITY} as city, e.industry, v.id as venue_id, v.name as venue_name, v.ordinal
      from ${FROM} where r.fair_id = ${fairId} and ${EXHIBITS})
    select 'city' as kind, city as value, d.short_name as name, count(*)::int as count, 0 as place
      from x join division d on d.code = city group by 2, 3
    union all select 'sector', industry, industry, count(*)::int, 0 from x where industry is not null group by 2
    union all select 'venue', venue_id::text, venue_name, count(*)::int, ordinal from x group by 2, 3, 5
    order by kind, place, count desc, value`.execute(db);
  return rows;
}

export type PlanBooth = {
  venueId: string;
  code: string;
  gridRow: number;
  gridColumn: number;
  closed: boolean;
  /** Registration of the exhibitor. Null for a free booth, and if the exhibitor is not shown. */
  registrationId: string | null;
  name: string | null;
};

/** Selects all cells of all grids of a fair, with the exhibitors that are shown. */
export async function selectPlan(db: DbOrTx, fairId: string): Promise<PlanBooth[]> {
  const { rows } = await sql<PlanBooth>`
    select b.venue_id, b.code, b.grid_row, b.grid_column, b.closed, x.id as registration_id, x.name
    from booth b join venue v on v.id = b.venue_id
    left join lateral (select r.id, e.name from fair_registration r join shared.enterprise e on e.id = r.enterprise_id
      where r.id = b.registration_id and ${EXHIBITS}) x on true
    where b.fair_id = ${fairId} order by v.ordinal, b.ordinal`.execute(db);
  return rows;
}

export type PeopleOfCity = { tickets: number; entered: number; applications: number; confirmed: number };

/**
 * Counts what residents of a city did at a fair: tickets, people who entered, applications, and applications
 * whose start the person confirmed.
 */
export async function countPeople(db: DbOrTx, fairId: string, city: string): Promise<PeopleOfCity> {
  const { rows } = await sql<PeopleOfCity>`
    select t.tickets, t.entered, a.applications, a.confirmed from
      (select count(*) filter (where t.status <> 'cancelled')::int as tickets,
          count(distinct ${PERSON}) filter (where t.entered_at is not null)::int as entered
        from fair_ticket t join shared.residence h on h.account_id = t.account_id
        where t.fair_id = ${fairId} and h.city = ${city}) t,
      (select count(*)::int as applications, count(*) filter (where a.status = 'confirmed')::int as confirmed
        from fair f join fair_registration r on r.fair_id = f.id
        join fair_registration_posting rp on rp.registration_id = r.id
        join shared.application a on a.posting_id = rp.posting_id and ${APPLIED}
        join shared.residence h on h.account_id = a.account_id
        where f.id = ${fairId} and h.city = ${city}) a`.execute(db);
  return rows[0] ?? { tickets: 0, entered: 0, applications: 0, confirmed: 0 };
}

/**
 * Writes what these fairs show and these registrations bring to their events, as the rows say now. Locks the
 * rows first, so that it never repeats an older state over one that a verb is just writing.
 */
export async function projectFairs(
  tx: Tx,
  { fairs, registrations }: Record<"fairs" | "registrations", readonly string[]>,
): Promise<void> {
  await sql`select 1 from fair where id = any(${fairs}::uuid[]) order by id for share`.execute(tx);
  await sql`select 1 from fair_registration where id = any(${registrations}::uuid[]) order by id for share`.execute(
    tx,
  );
  await sql`select ${EVENT_OF_FAIR} from fair c where c.id = any(${fairs}::uuid[])`.execute(tx);
  await sql`select ${BROUGHT_BY} from fair_registration c where c.id = any(${registrations}::uuid[])`.execute(
    tx,
  );
}
