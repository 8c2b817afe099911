import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/**
 * Moves the entry slots of a fair by `byMs`, and deletes those that then end after the close. Returns false
 * if somebody has a ticket for such a slot; the caller must then roll back.
 */
export async function moveSlots(tx: Tx, fairId: string, byMs: number, closesAtMs: number): Promise<boolean> {
  const own = sql`venue_id in (select id from venue where fair_id = ${fairId})`;
  // Two updates, first 1000 years ahead and then back: in a single update a slot could collide with the next
  // one.
  if (byMs !== 0)
    for (const far of [sql`+ interval '1000 years'`, sql`- interval '1000 years'`]) {
      const by = sql`${far} + ${byMs / 2000}::float8 * interval '1 second'`;
      await sql`update fair_slot set starts_at = starts_at ${by}, ends_at = ends_at ${by} where ${own}`.execute(
        tx,
      );
    }
  const behind = sql`${own} and ends_at > ${new Date(closesAtMs)}`;
  const { rows } = await sql`select 1 from fair_ticket t join fair_slot s on s.id = t.slot_id
    where t.status <> 'cancelled' and s.${behind} limit 1`.execute(tx);
  if (rows.length > 0) return false;
  await sql`update fair_ticket set slot_id = null where slot_id in (select id from fair_slot where ${behind})`.execute(
    tx,
  );
  await sql`delete from fair_slot where ${behind}`.execute(tx);
  return true;
}
