import { type Kysely, sql } from "kysely";

/** A booth at a fair of another node reads the names of applicants in its interviews. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Which application the person of a turn sent to the booth's enterprise, as the person's home told.
create table turn_application (
  turn_id uuid primary key,
  home_city text not null references city,
  application_id uuid not null,
  rev int not null
);
-- The application of an own person's turn that the enterprise's city at another node was told last.
create table turn_application_telling (
  turn_id uuid primary key,
  application_id uuid not null,
  rev int not null
);
`.execute(db);
}
