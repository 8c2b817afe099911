import { type Kysely, sql } from "kysely";

/** A registration at a fair of another node shows its place in the waiting list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Place in the waiting list of an own fair that the enterprise's city at another node was told last.
create table place_telling (
  registration_id uuid primary key references fair_registration on delete cascade,
  rev int not null,
  place int not null
);
-- The place as the host told it, and the version. It counts while the registration waits.
alter table sent_registration add column told_place int;
alter table sent_registration add column told_place_rev int not null default 0;
`.execute(db);
}
