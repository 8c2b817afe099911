import { type Kysely, sql } from "kysely";

/** State of a search index outside the database: whether it is complete and may be queried. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table search_index (
  name text primary key,
  version int not null,
  ready boolean not null default false,
  checked_at timestamptz not null default app.now()
)`.execute(db);
}
