import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** Selects postings that were ever published and whose id ends in these eight characters; two at most. */
export async function selectByReference(db: DbOrTx, reference: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from posting where right(id::text, 8) = ${reference} and published_at is not null
    order by id limit 2`.execute(db);
  return rows.map(({ id }) => id);
}
