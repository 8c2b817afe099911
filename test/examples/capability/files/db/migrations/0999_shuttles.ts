import { type Kysely, sql } from "kysely";

/** Buses that take seekers to work or to a fair. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table shuttle (
  id uuid primary key,
  home_city text not null references city,
  title text not null,
  departs_at timestamptz not null,
  departed_at timestamptz
)`.execute(db);
  // Serves the query for the next departures from this city.
  await sql`create index shuttle_next on shuttle (home_city, departs_at, id)`.execute(db);
}
