import { type Kysely, sql } from "kysely";

/**
 * Latin words of the index, each under itself and under every form with one letter removed. One lookup finds
 * a near word.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table search_spelling (form text not null, word text not null, primary key (form, word))`.execute(
    db,
  );
}
