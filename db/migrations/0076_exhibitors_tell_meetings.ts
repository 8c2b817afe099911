import { type Kysely, sql } from "kysely";

/** A copy of an exhibitor tells by which ways people meet it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- At a fair of another node: whether the booth has an online meeting room, and interview slots, as the host told. Null
-- at own fairs, and while the host has not told it.
alter table fair_registration add column told_room boolean;
alter table fair_registration add column told_slots boolean;
`.execute(db);
}
