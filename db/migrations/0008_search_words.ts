import { type Kysely, sql } from "kysely";

/** What people call a trade when they look for work: for searching only, never for reading what a posting is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occupation add column search_words text[] not null default '{}'`.execute(db);
}
