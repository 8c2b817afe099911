import { type Kysely, sql } from "kysely";

/** A row tells how many live postings were read again with a version of the rules of wording. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table wording_pass (
  version text primary key,
  -- The last posting that was read, in order of id; null before the first.
  after_id uuid,
  seen int not null default 0,
  changed int not null default 0,
  started_at timestamptz not null default app.now(),
  finished_at timestamptz
)`.execute(db);
}
