import { type Kysely, sql } from "kysely";

/** A claim keeps the check result of its credit code, for the officer who decides. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table enterprise_claim add column uscc_check text`.execute(db);
}
