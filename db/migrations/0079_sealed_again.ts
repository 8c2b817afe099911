import { type Kysely, sql } from "kysely";

/**
 * How far an own log for one city was looked through for records that are sealed to a key which the city no
 * longer names. `kids` are the key ids that it named at the last look. If one of them ended since, the log is
 * looked through from its beginning.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table sealed_check (
  stream text primary key,
  epoch int not null default 0,
  seq bigint not null default 0,
  kids text[] not null default '{}'
);
`.execute(db);
}
