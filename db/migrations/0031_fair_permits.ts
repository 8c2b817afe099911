import { type Kysely, sql } from "kysely";

/** Renames the column for the papers that a fair needs before its publication from `pack` to `permits`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table fair rename column pack to permits`.execute(db);
}
