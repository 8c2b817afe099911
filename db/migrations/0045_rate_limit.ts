import { type Kysely, sql } from "kysely";

/** Counts of requests that the processes of one installation share. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- The requests of one key until expire (milliseconds since 1970). The key is an HMAC. Unlogged, because a
-- crash may forget the counts of a minute.
create unlogged table rate_limit (
  key text primary key,
  points integer not null,
  expire bigint
);
`.execute(db);
}
