import { type Kysely, sql } from "kysely";

/** A person reads which of her wishes and turns the host of a fair at another node refused. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- What an own person asked for at a booth of another node's fair and did not get: a turn in the queue, or an interview
-- about a posting. The row goes when the person asks there again, removes it, or gets it after all. refusal: code of
-- the host's error, or COMMAND_EXPIRED.
create table refused_ask (
  person_id uuid not null references person on delete cascade,
  registration_id uuid not null references fair_registration on delete cascade,
  kind text not null check (kind in ('turn','wish')),
  posting_id uuid references posting on delete cascade,
  refusal text not null,
  refused_at timestamptz not null default app.now(),
  primary key (person_id, registration_id, kind),
  check ((kind = 'wish') = (posting_id is not null))
);
create index refused_ask_booth on refused_ask (registration_id);
create index refused_ask_posting on refused_ask (posting_id) where posting_id is not null;

-- peers: as before, with the command's text.
create or replace view shared.command_standing as
  select subject_kind, subject_id, type, state, status, answer, created_at, settled_at, id, target, body
  from outgoing_command;
`.execute(db);
}
