import { type Kysely, sql } from "kysely";

/** Adds shifts and ways of payment to the search table, and fills it again from the change feed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table posting_search
  -- Highest pay per pay_period.
  add column pay_max_yuan int,
  add column shifts text[] not null default '{}',
  add column pay_periods text[] not null default '{}',
  add column payday text`.execute(db);
  await sql`delete from consumer_cursor where consumer = 'search-index'`.execute(db);
}
