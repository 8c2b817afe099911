import { sql } from "kysely";
import type { Db } from "../../../../db/client.ts";
import { HOMES, joinPosting, OVER_AT, STANDING, withSignal } from "../../livestream/index.ts";

/**
 * Selects livestreams with an open pin whose posting may be shown no more, or that are over. Copies follow
 * their home.
 */
export async function selectOverPins(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from livestream_pin n join ${withSignal(sql`livestream l`)} on l.id = n.livestream_id ${HOMES}
    ${joinPosting(sql`n.posting_id`)}
    where n.unpinned_at is null and app.is_hosted(l.home_city) and (${STANDING} <> 'live' or ${OVER_AT} <= t.now)
    order by l.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}
