import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { EXHIBITS, OFFERED } from "../../fair/index.ts";

/** SQL: the exhibitors of fairs with their booths and venues. */
export const FROM = sql`fair_registration r join shared.enterprise e on e.id = r.enterprise_id
  join booth b on b.registration_id = r.id join venue v on v.id = b.venue_id`;
/**
 * SQL expression: the city in which the enterprise is located: the city of its county, else its home city.
 */
export const CITY = sql`coalesce((select case d.level when 'county' then d.parent else d.code end
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
  postings: {
    id: string;
    title: string;
    occupation: string | null;
    headcount: number | null;
    headcountText: string | null;
  }[];
};

const COLUMNS = sql`r.id as registration_id, e.id as enterprise_id, e.name, e.industry, ${CITY} as city,
  r.endorsing_city, v.id as venue_id, v.name as venue_name, v.ordinal as venue_ordinal, b.code as booth_code,
  b.ordinal as booth_ordinal, r.recruiters,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title, 'occupation', p.occupation,
      'headcount', p.headcount, 'headcountText', p.headcount_text) order by p.title, p.id), '[]')
    from fair_registration_posting rp join shared.posting p on p.id = rp.posting_id
    where rp.registration_id = r.id and p.enterprise_id = r.enterprise_id and ${OFFERED}) as postings`;

export type ExhibitorFilter = {
  /** The city in which the enterprise is located. */
  city?: string | undefined;
  sector?: string | undefined;
  venueId?: string | undefined;
  /** The city whose union recommended the enterprise. */
  endorsedBy?: string | undefined;
  /** A part of the enterprise's name, or the whole code of its booth. */
  name?: string | undefined;
  /** Ids of occupations: the enterprise brings a posting of one of them. */
  trades?: readonly string[] | undefined;
};

/** SQL condition: the registration `r` brings an open posting of one of these occupations. */
export const brings = (trades: readonly string[]): RawBuilder<unknown> => sql`exists (
  select 1 from fair_registration_posting rp join shared.posting p on p.id = rp.posting_id
  where rp.registration_id = r.id and p.enterprise_id = r.enterprise_id and ${OFFERED}
    and p.occupation = any(${[...trades]}::text[]))`;

/** SQL conditions of the filters, each true if its filter is not set. */
export const conditionsOf = ({ city, sector, venueId, endorsedBy, name, trades }: ExhibitorFilter) => ({
  city: city ? sql`${CITY} = ${city}` : sql`true`,
  sector: sector ? sql`e.industry = ${sector}` : sql`true`,
  venue: venueId ? sql`v.id = ${venueId}::uuid` : sql`true`,
  endorsed: endorsedBy ? sql`r.endorsing_city = ${endorsedBy}` : sql`true`,
  name: name
    ? sql`(strpos(lower(e.name), lower(${name}::text)) > 0 or lower(b.code) = lower(${name}::text))`
    : sql`true`,
  trades: trades ? brings(trades) : sql`true`,
});

const filtered = (filter: ExhibitorFilter): RawBuilder<unknown> =>
  sql.join(Object.values(conditionsOf(filter)), sql` and `);

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
