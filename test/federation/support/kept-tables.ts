import { sql } from "kysely";
import type { TestApp } from "../../support/app.ts";

/** Tables that erasures change. */
const TABLES = [
  "log_entry",
  "log_head",
  "log_tile_hash",
  "followed_log",
  "erasure_receipt",
  "told_record",
  "given_card",
  "received_card",
  "talent_card",
  "consent",
  "application",
  "application_event",
  "consumer_cursor",
  "outgoing_command",
  "command",
];

/** Keeps what erasures change. The function that it returns puts it back, as a restored backup does. */
export async function keepTables({ services: { db } }: TestApp): Promise<() => Promise<void>> {
  for (const table of TABLES)
    await sql`create table ${sql.table(`kept_${table}`)} as select * from ${sql.table(table)}`.execute(db);
  return () =>
    db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`delete from outbox`.execute(tx);
      for (const table of TABLES) {
        await sql`delete from ${sql.table(table)}`.execute(tx);
        await sql`insert into ${sql.table(table)} select * from ${sql.table(`kept_${table}`)}`.execute(tx);
        await sql`drop table ${sql.table(`kept_${table}`)}`.execute(tx);
      }
    });
}
