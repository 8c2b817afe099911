import { type Kysely, sql } from "kysely";

/** Holders of tickets for fairs of other nodes are told once of other hours or places. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Hours and places of the fair of another node of which the holder knows. Null before its first change here.
alter table fair_ticket add column known_plan text;
`.execute(db);
}
