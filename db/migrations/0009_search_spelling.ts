import { type Kysely, sql } from "kysely";

/**
 * Latin words of the search index, for spelling correction. Each word is stored under itself and under every
 * form with one letter removed, so that one lookup finds similar words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table search_spelling (form text not null, word text not null, primary key (form, word))`.execute(
    db,
  );
}
