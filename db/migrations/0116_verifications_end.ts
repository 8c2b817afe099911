import { type Kysely, sql } from "kysely";

/** A verification holds for six months. The list of what waits offers those that end within a month. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- enterprises: verifications that end within a month or have ended.
create view shared.ending_verification as
  select id, home_city, county, verified_at + interval '5 months' as since, verified_at + interval '6 months' as ends_at
  from enterprise where status = 'verified' and verified_at < app.now() - interval '5 months';
`.execute(db);
}
