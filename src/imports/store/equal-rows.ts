import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/**
 * Finds the data rows of an import that equal an earlier row of their sheet in the given columns, blanks
 * aside. Returns the number of the first such row, by the position of each later one.
 */
export async function equalRows(
  db: DbOrTx,
  importId: string,
  sheets: readonly { sheet: string; columns: number[] }[],
): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const { sheet, columns } of sheets) {
    const texts = sql.join(columns.map((column) => sql`coalesce(cells ->> ${sql.lit(column)}, '')`));
    const { rows } = await sql<{ position: number; first: number }>`
      select position, first from (
        select position, first_value(row_no) over same as first, row_number() over same as nth
        from (select position, row_no, md5(regexp_replace(concat_ws('|', employer, ${texts}), '\\s+', '', 'g')) as said
          from import_row where import_id = ${importId} and sheet = ${sheet} and kind = 'data') r
        window same as (partition by said order by position)) n
      where nth > 1`.execute(db);
    for (const { position, first } of rows) found.set(position, first);
  }
  return found;
}
