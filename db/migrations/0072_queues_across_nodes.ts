import { type Kysely, sql } from "kysely";

/** Queues and interviews at fairs of other nodes: what their hosts told, and what an own fair told whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Turns and booths at fairs of other nodes, as the hosts told them last. queueTurn: a turn of an own person;
-- boothTurn: a turn at the booth of an own enterprise, without its person; boothDay: slots and meeting room of such a
-- booth, under the id of its registration. left_at: the person gave the turn up here.
create table told_meeting (
  kind text not null check (kind in ('queueTurn','boothTurn','boothDay')),
  id uuid not null,
  registration_id uuid not null references fair_registration on delete cascade,
  person_id uuid references person on delete cascade,
  told jsonb not null,
  rev int not null,
  left_at timestamptz,
  primary key (kind, id),
  check ((kind = 'queueTurn') = (person_id is not null))
);
create index told_meeting_booth on told_meeting (registration_id, kind);
create index told_meeting_person on told_meeting (person_id) where person_id is not null;

-- Newest version of a turn or booth of an own fair that another node was told. told: a digest of its content.
create table meeting_telling (
  kind text not null check (kind in ('queueTurn','boothTurn','boothDay')),
  id uuid not null,
  fair_id uuid not null references fair on delete cascade,
  rev int not null,
  told text not null,
  primary key (kind, id)
);
create index meeting_telling_fair on meeting_telling (fair_id);
`.execute(db);
}
