import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { GridBooth } from "../rules.ts";
import { figuresByVenue, type VenueFigures } from "./figures.ts";

export type NewVenue = {
  id: string;
  city: string;
  ordinal: number;
  name: string;
  address: string;
  directions: string | null;
  hours: string | null;
  capacity: number | null;
  boothRows: number;
  boothColumns: number;
};

/**
 * Deletes the fair's venues that are not in `kept`. Deletes none and returns false if one of them has a taken
 * booth or tickets.
 */
export async function removeVenues(tx: Tx, fairId: string, kept: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from booth where fair_id = ${fairId} and registration_id is not null and not venue_id = any(${kept}::uuid[])
    union all
    select 1 from fair_ticket where fair_id = ${fairId} and not venue_id = any(${kept}::uuid[])
    limit 1`.execute(tx);
  if (rows.length > 0) return false;
  await sql`delete from venue where fair_id = ${fairId} and not id = any(${kept}::uuid[])`.execute(tx);
  return true;
}

/** Inserts or updates a venue. Returns false if the id belongs to another fair. */
export async function putVenue(tx: Tx, fairId: string, v: NewVenue): Promise<boolean> {
  const { rows } = await sql`
    insert into venue (id, fair_id, city, ordinal, name, address, directions, hours, capacity, booth_rows, booth_columns)
    values (${v.id}, ${fairId}, ${v.city}, ${v.ordinal}, ${v.name}, ${v.address}, ${v.directions}, ${v.hours},
      ${v.capacity}, ${v.boothRows}, ${v.boothColumns})
    on conflict (id) do update set city = excluded.city, ordinal = excluded.ordinal, name = excluded.name,
      address = excluded.address, directions = excluded.directions, hours = excluded.hours,
      capacity = excluded.capacity, booth_rows = excluded.booth_rows, booth_columns = excluded.booth_columns
      where venue.fair_id = excluded.fair_id
    returning id`.execute(tx);
  return rows.length > 0;
}

/**
 * Returns a text that changes if a venue of the fair is added, removed, renamed or moved to another address.
 */
export async function placesOf(tx: Tx, fairId: string): Promise<string> {
  const { rows } = await sql<{ places: string | null }>`
    select jsonb_agg(jsonb_build_array(id, city, name, address) order by id)::text as places from venue
    where fair_id = ${fairId}`.execute(tx);
  return rows[0]?.places ?? "";
}

/** Returns true if a venue of the fair has more tickets without an entry slot than its capacity. */
export async function isOverfull(tx: Tx, fairId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from venue where fair_id = ${fairId} and tickets_taken > capacity limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Replaces the grid of a venue, except its taken booths. Writes nothing and returns false if the new grid has
 * no booth with the code of a taken one.
 */
export async function putGrid(
  tx: Tx,
  at: { fairId: string; venueId: string },
  grid: readonly GridBooth[],
): Promise<boolean> {
  const open = grid.filter((place) => !place.closed).map((place) => place.code);
  const { rows } = await sql`
    select 1 from booth where venue_id = ${at.venueId} and registration_id is not null
      and not code = any(${open}::text[]) limit 1`.execute(tx);
  if (rows.length > 0) return false;
  // Deletes every booth without a registration. The insert below adds those of the new grid again.
  await sql`delete from booth where venue_id = ${at.venueId} and registration_id is null`.execute(tx);
  const each = <K extends keyof GridBooth>(key: K) => grid.map((place) => place[key]);
  await sql`
    insert into booth (id, fair_id, venue_id, code, ordinal, grid_row, grid_column, closed)
    select gen_random_uuid(), ${at.fairId}::uuid, ${at.venueId}::uuid, *
    from unnest(${each("code")}::text[], ${each("ordinal")}::int[], ${each("gridRow")}::int[],
      ${each("gridColumn")}::int[], ${each("closed")}::boolean[])
    on conflict (venue_id, code) do update set ordinal = excluded.ordinal`.execute(tx);
  return true;
}

export type HallBooth = {
  id: string;
  code: string;
  gridRow: number;
  gridColumn: number;
  closed: boolean;
  registrationId: string | null;
  enterpriseId: string | null;
  enterpriseName: string | null;
  /** True while the booth is offered to an enterprise that has not answered yet. */
  offered: boolean;
};

/** Selects all cells of a venue's grid with the enterprises that hold them, row by row. */
export async function selectHall(db: DbOrTx, venueId: string): Promise<HallBooth[]> {
  const { rows } = await sql<HallBooth>`
    select b.id, b.code, b.grid_row, b.grid_column, b.closed, b.registration_id, e.id as enterprise_id,
      e.name as enterprise_name, coalesce(r.status = 'offered', false) as offered
    from booth b left join fair_registration r on r.id = b.registration_id
    left join shared.enterprise e on e.id = r.enterprise_id
    where b.venue_id = ${venueId} order by b.ordinal`.execute(db);
  return rows;
}

/** Selects the figures of each hall of a fair, by venue id. */
export async function selectVenueFigures(db: DbOrTx, fairId: string): Promise<Map<string, VenueFigures>> {
  const { rows } = await sql<
    VenueFigures & { venue: string }
  >`${figuresByVenue(sql`${fairId}::uuid`)}`.execute(db);
  return new Map(rows.map(({ venue, ...figures }) => [venue, figures]));
}
