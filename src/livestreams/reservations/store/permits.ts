import { sql } from "kysely";
import type { Db, Tx } from "../../../../db/client.ts";
import { phaseSql, withSignal } from "../../livestream/index.ts";

/** SQL condition: the permit of the presenter `r` ended, and nobody was told. */
const ENDED = sql`r.permit_until < (select app.today()) and r.warned_at is null`;

/** Selects own livestreams on air with a presenter whose permit ended, if their officers were not told. */
export async function selectPermitsEnded(db: Db, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from ${withSignal(sql`livestream l`)}
    where l.status = 'onAir' and app.is_hosted(l.home_city) and ${phaseSql()} in ('live', 'interrupted')
      and exists (select from livestream_presenter r where r.livestream_id = l.id and ${ENDED})
    order by l.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Notes that officers were told of the ended permits. Returns the ordinals of the presenters. */
export async function notePermitsEnded(tx: Tx, livestreamId: string): Promise<number[]> {
  const { rows } = await sql<{ ordinal: number }>`
    update livestream_presenter r set warned_at = app.now()
    where r.livestream_id = ${livestreamId} and ${ENDED} returning r.ordinal`.execute(tx);
  return rows.map(({ ordinal }) => ordinal).sort((a, b) => a - b);
}
