import { type Kysely, sql } from "kysely";

/** Everyday names of trades, for search only. Reading a posting ignores them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table occupation add column search_words text[] not null default '{}'`.execute(db);
}
