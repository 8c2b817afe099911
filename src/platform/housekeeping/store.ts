import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../db/client.ts";

/**
 * Rows of a table that housekeeping deletes. `past` is an SQL condition, true for a row past its retention.
 * `key` names the columns of the primary key.
 */
export type Retention = { table: string; key: readonly string[]; past: RawBuilder<unknown> };

/** Retention of the platform's own tables. */
export const platformRetention: readonly Retention[] = [
  {
    table: "idempotency",
    key: ["scope", "key"],
    past: sql`created_at < (select app.now()) - interval '2 days'`,
  },
  {
    table: "rate_limit",
    key: ["key"],
    past: sql`expire < extract(epoch from (select app.now()) - interval '1 hour') * 1000`,
  },
  { table: "task", key: ["id"], past: sql`done_at < (select app.now()) - interval '30 days'` },
];

/** Deletes at most `limit` rows that are past their retention. Returns the number of deleted rows. */
export async function deletePast(db: Db, { table, key, past }: Retention, limit: number): Promise<number> {
  const columns = sql.join(key.map((column) => sql.ref(column)));
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where (${columns}) in (
      select ${columns} from ${sql.table(table)} where ${past} limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
