import { type Kysely, sql } from "kysely";

/**
 * A code that one city told may go to every city of its node. A command that names a channel asks for this
 * before it is sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Returns true for one city, and for two cities of which the newest directory of one node tells.
create or replace function app.same_node(one text, other text) returns boolean
  stable parallel safe language sql as $$
  select one = other or exists (
    select from node_directory a join node_directory b on b.note = a.note where a.city = one and b.city = other) $$;
`.execute(db);
}
