import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** Applications for one posting that were not taken back, and how many of them were answered. */
export type Outcomes = { applied: number; answered: number };

export async function selectOutcomes(db: DbOrTx, postingId: string): Promise<Outcomes> {
  const { rows } = await sql<Outcomes>`
    select count(*)::int as applied, count(a.answered_at)::int as answered
    from application a where a.posting_id = ${postingId} and a.status <> 'withdrawn'`.execute(db);
  return rows[0] ?? { applied: 0, answered: 0 };
}

/**
 * Answered applications of an enterprise in the last 90 days, with the median time to the answer in seconds.
 */
export type Pace = { answered: number; medianS: number | null };

export async function selectPace(db: DbOrTx, enterpriseId: string): Promise<Pace> {
  const { rows } = await sql<Pace>`
    select count(a.answered_at)::int as answered,
      percentile_cont(0.5) within group (order by extract(epoch from a.answered_at - a.created_at))::int as "medianS"
    from application a where a.enterprise_id = ${enterpriseId}
      and a.created_at > (select app.now()) - interval '90 days'`.execute(db);
  return rows[0] ?? { answered: 0, medianS: null };
}
