import { type Kysely, sql } from "kysely";

/** Adds everyday names of occupations, for search only. The code that reads postings ignores them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occupation add column search_words text[] not null default '{}'`.execute(db);
}
