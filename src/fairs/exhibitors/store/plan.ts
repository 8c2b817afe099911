import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { EXHIBITS, OFFERED } from "../../fair/index.ts";
import { brings, CITY, conditionsOf, type ExhibitorFilter, FROM } from "./exhibitors.ts";

export type Choice = { kind: "city" | "sector" | "venue"; value: string; name: string; count: number };

/**
 * Selects the values by which exhibitors of a fair can be filtered, each with the number of exhibitors that
 * it would list. A filter does not limit its own values.
 */
export async function selectChoices(db: DbOrTx, fairId: string, filter: ExhibitorFilter): Promise<Choice[]> {
  const { city, sector, venue, endorsed, name, trades } = conditionsOf(filter);
  const { rows } = await sql<Choice>`
    with x as (select ${CITY} as city, e.industry, v.id as venue_id, v.name as venue_name, v.ordinal,
        ${city} as in_city, coalesce(${sector}, false) as in_sector, ${venue} as in_venue
      from ${FROM} where r.fair_id = ${fairId} and ${EXHIBITS} and ${endorsed} and ${name} and ${trades})
    select 'city' as kind, city as value, d.short_name as name, count(*)::int as count, 0 as place
      from x join division d on d.code = city where in_sector and in_venue group by 2, 3
    union all select 'sector', industry, industry, count(*)::int, 0 from x
      where industry is not null and in_city and in_venue group by 2
    union all select 'venue', venue_id::text, venue_name, count(*)::int, ordinal from x
      where in_city and in_sector group by 2, 3, 5
    order by kind, place, count desc, value`.execute(db);
  return rows;
}

export type TradeAtFair = { occupation: string; booths: number };

const TRADES_MAX = 200;

/** Selects the occupations of the postings at a fair, the one with the most booths first. */
export async function selectTrades(db: DbOrTx, fairId: string): Promise<TradeAtFair[]> {
  const { rows } = await sql<TradeAtFair>`
    select p.occupation, count(distinct r.id)::int as booths
    from ${FROM} join fair_registration_posting rp on rp.registration_id = r.id
    join shared.posting p on p.id = rp.posting_id and p.enterprise_id = r.enterprise_id
    where r.fair_id = ${fairId} and ${EXHIBITS} and ${OFFERED} and p.occupation is not null
    group by 1 order by 2 desc, 1 limit ${TRADES_MAX}`.execute(db);
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
  /** True if the exhibitor brings a posting of one of the occupations that were asked for. */
  matches: boolean;
};

/**
 * Selects the cells of all grids of a fair, or of one venue, with the exhibitors that are shown. Marks those
 * that bring a posting of one of `trades`.
 */
export async function selectPlan(
  db: DbOrTx,
  fairId: string,
  { venueId, trades = [] }: Pick<ExhibitorFilter, "venueId" | "trades">,
): Promise<PlanBooth[]> {
  const { rows } = await sql<PlanBooth>`
    select b.venue_id, b.code, b.grid_row, b.grid_column, b.closed, x.id as registration_id, x.name,
      coalesce(x.matches, false) as matches
    from booth b join venue v on v.id = b.venue_id
    left join lateral (select r.id, e.name, ${trades.length > 0 ? brings(trades) : sql`false`} as matches
      from fair_registration r join shared.enterprise e on e.id = r.enterprise_id
      where r.id = b.registration_id and ${EXHIBITS}) x on true
    where b.fair_id = ${fairId} and ${venueId ? sql`v.id = ${venueId}::uuid` : sql`true`}
    order by v.ordinal, b.ordinal`.execute(db);
  return rows;
}
