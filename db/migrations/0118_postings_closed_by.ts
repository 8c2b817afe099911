import { type Kysely, sql } from "kysely";

/** The account that closed a posting may take that back for a minute. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table posting add column closed_by uuid references account`.execute(db);
}
