import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/** Facts of a fair that its public payload tells beside the view. `closedBooths` are codes by venue id. */
export type Told = { agreement: string; closedBooths: Record<string, string[]> };

export async function selectTold(tx: Tx, fairId: string): Promise<Told> {
  const { rows } = await sql<Told>`
    select app.agreement_reference(f.agreement_id) as agreement,
      (select coalesce(jsonb_object_agg(venue_id, codes), '{}') from (
        select venue_id, jsonb_agg(code order by ordinal) as codes from booth where fair_id = f.id and closed
        group by venue_id) c) as closed_booths
    from fair f where f.id = ${fairId}`.execute(tx);
  const [told] = rows;
  if (!told) throw new Error("the fair is gone");
  return told;
}
