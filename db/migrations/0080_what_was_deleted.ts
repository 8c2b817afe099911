import { type Kysely, sql } from "kysely";

/**
 * Receipts say how much was deleted. `purge_measure` counts what purges of a record of another city deleted
 * here: rows of the record, and payloads of its versions in the copied log. A home keeps what a receiver
 * said.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table purge_measure (
  home text not null,
  kind text not null,
  record_id text not null,
  records int not null,
  payloads int not null,
  primary key (home, kind, record_id)
);
alter table told_record add column deleted jsonb;
`.execute(db);
}
