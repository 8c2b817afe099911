import { type Kysely, sql } from "kysely";

/** The county where a seeker lives, from whose centre the site measures distances for this person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table profile add column county text references division`.execute(db);
}
