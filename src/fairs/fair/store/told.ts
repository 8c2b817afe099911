import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

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

/** A key that signs the codes of a fair's tickets: 32 bytes in base64. */
export type ToldKey = { id: string; publicKey: string };

/** Notes the keys that the public log tells of a fair. */
export async function noteToldKeys(tx: Tx, fairId: string, keys: readonly ToldKey[]): Promise<void> {
  const text = JSON.stringify(keys);
  await sql`
    update fair set ticket_keys = ${text}::jsonb
    where id = ${fairId}::uuid and ticket_keys is distinct from ${text}::jsonb`.execute(tx);
}

/**
 * Selects own announced fairs that are not over and of which the public log does not tell these keys: they
 * were announced before the keys, or before codes had keys.
 */
export async function fairsWithoutKeys(
  db: DbOrTx,
  keys: readonly ToldKey[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from fair where host_city in (select app.hosted_cities()) and status in ('registration', 'published')
      and closes_at > (select app.now()) and ticket_keys is distinct from ${JSON.stringify(keys)}::jsonb
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

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
