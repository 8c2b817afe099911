import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { RowReason } from "../../../db/schema/index.ts";

type RowOf = { importId: string; sheet: string; rowNo: number; cells: string[]; reasons: RowReason[] };

/** Selects the newest row of the cities' imports from which a posting was read. */
export async function selectRowOf(
  db: DbOrTx,
  postingId: string,
  cities: readonly string[],
): Promise<RowOf | undefined> {
  const { rows } = await sql<RowOf>`
    select r.import_id, r.sheet, r.row_no, r.cells, r.reasons
    from import_row r join import_batch b on b.id = r.import_id
    where r.posting_id = ${postingId}::uuid and b.home_city = any(${[...cities]}::text[])
    order by b.created_at desc, r.position limit 1`.execute(db);
  return rows[0];
}
