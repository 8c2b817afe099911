import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

/** A record's id and revision, as both sides of a comparison know it. */
export type Held = { id: string; rev: number };

/** SQL that selects the id and revision of records. */
export type HeldQuery = RawBuilder<Held>;

/** Returns the records of a query, ordered by id, after the id `after`. */
export async function selectHeld(
  db: DbOrTx,
  told: HeldQuery,
  { after, limit }: { after: string | null; limit: number },
): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select id, rev from (${told}) t where ${after}::uuid is null or id > ${after}::uuid
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** SQL for records that are never compared: those in logs for one city. */
export const NOT_COMPARED: HeldQuery = sql<Held>`select null::uuid as id, 0 as rev where false`;
