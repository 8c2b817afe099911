import { type Kysely, sql } from "kysely";

/** The papers that a fair needs before its publication are called permits. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table fair rename column pack to permits`.execute(db);
}
