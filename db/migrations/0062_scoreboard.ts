import { type Kysely, sql } from "kysely";

/** Figures of partner cities: how old entries are on arrival, and how the last comparison ended. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Entries of a followed log by the time from their commit at home to their row here. within_ten counts those
-- that are not in within_second, and so on. Entries from before the log was followed do not count.
create table copy_delay (
  stream text not null references followed_log on delete cascade,
  day date not null,
  within_second int not null default 0,
  within_ten int not null default 0,
  within_minute int not null default 0,
  later int not null default 0,
  primary key (stream, day)
);

-- The last comparison with the home's digests. differing: kinds; null if the home gave no digest.
alter table followed_log add column compared_at timestamptz;
alter table followed_log add column differing text[];
alter table followed_log add column repaired int not null default 0;
`.execute(db);
}
