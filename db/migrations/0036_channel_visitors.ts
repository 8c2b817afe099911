import { type Kysely, sql } from "kysely";

/**
 * A visitor counts once per channel and day. The visitor is a keyed hash that holds the day, so it leads to
 * nobody and differs on the next day. Rows are deleted after two days.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table channel_visitor (
  channel_id uuid not null references channel on delete cascade,
  day date not null default app.today(),
  visitor bytea not null,
  primary key (day, channel_id, visitor)
);
`.execute(db);
}
