import { type Kysely, sql } from "kysely";

/**
 * Registrations for fairs of other nodes. The registration is a row of both nodes under one id. Its own node
 * keeps beside it what the fair's home told last. The home keeps what an enterprise of another node brings.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Registrations of own enterprises for fairs of other nodes.
create table sent_registration (
  registration_id uuid primary key references fair_registration on delete cascade,
  -- What the fair's home told last, and its revision there. 0 while it has told nothing.
  told jsonb,
  told_rev int not null default 0,
  -- Revision of the exhibitor that the home's public log tells. Null while it tells none.
  exhibitor_rev int,
  -- An edit that the home refused, because it had changed the registration meanwhile.
  conflict jsonb,
  -- Hours of the fair of which the enterprise knows, so that it is told once of others.
  fair_hours text
);

-- What enterprises of other nodes bring to fairs here, each version under an id of its own. The version goes
-- when its city erases it, after the command that needs it was answered.
create table received_form (
  id uuid primary key,
  home_city text not null references city,
  form jsonb not null
);

-- peers: as before, with the command's id and target.
create or replace view shared.command_standing as
  select subject_kind, subject_id, type, state, status, answer, created_at, settled_at, id, target
  from outgoing_command;
`.execute(db);
}
