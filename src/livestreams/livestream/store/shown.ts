import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { LINKED } from "./phase.ts";
import { HOMES, joinPosting, STANDING } from "./standing.ts";

/** Counts the postings on a livestream's run sheet that can be shown now. */
export async function countShown(db: DbOrTx, id: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from livestream l cross join ${timeOnce} ${HOMES}
    join livestream_item i on i.livestream_id = l.id ${joinPosting(sql`i.posting_id`)}
    where l.id = ${id} and ${STANDING} = 'live'`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Returns true if people watch the livestream on another platform. */
export async function isLinked(db: DbOrTx, id: string): Promise<boolean> {
  const { rows } = await sql<{ linked: boolean }>`
    select ${LINKED} as linked from livestream l where l.id = ${id}`.execute(db);
  return rows[0]?.linked ?? false;
}
