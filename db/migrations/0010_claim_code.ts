import { type Kysely, sql } from "kysely";

/** Stores the result of checking a claim's credit code, for the officer who decides the claim. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table enterprise_claim add column uscc_check text`.execute(db);
}
