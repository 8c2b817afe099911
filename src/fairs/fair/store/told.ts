import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

export type ToldSlot = { id: string; startsAt: string; endsAt: string; capacity: number };

/**
 * Facts of a fair that its public payload tells beside the view. Booths that are closed, and slots, by venue
 * id.
 */
export type Told = {
  agreement: string;
  closedBooths: Record<string, string[]>;
  slots: Record<string, ToldSlot[]>;
};

const isoOf = (at: RawBuilder<unknown>) =>
  sql`to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export async function selectTold(tx: Tx, fairId: string): Promise<Told> {
  const { rows } = await sql<Told>`
    select app.agreement_reference(f.agreement_id) as agreement,
      (select coalesce(jsonb_object_agg(venue_id, codes), '{}') from (
        select venue_id, jsonb_agg(code order by ordinal) as codes from booth where fair_id = f.id and closed
        group by venue_id) c) as closed_booths,
      (select coalesce(jsonb_object_agg(venue_id, slots), '{}') from (
        select s.venue_id, jsonb_agg(jsonb_build_object('id', s.id, 'startsAt', ${isoOf(sql`s.starts_at`)},
          'endsAt', ${isoOf(sql`s.ends_at`)}, 'capacity', s.capacity) order by s.starts_at) as slots
        from fair_slot s join venue v on v.id = s.venue_id where v.fair_id = f.id group by s.venue_id) s) as slots
    from fair f where f.id = ${fairId}`.execute(tx);
  const [told] = rows;
  if (!told) throw new Error("the fair is gone");
  return told;
}
