import { type Kysely, sql } from "kysely";

/**
 * Questions that people of this node ask about livestreams of other nodes, and the films that their homes
 * show. The question itself is a row of its home; here stands who asked it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Somebody whom another city's node counts: that city, and the id under which it sent the question.
alter table livestream_asker add column city text references city, add column ask_id uuid,
  add check ((city is null) = (ask_id is null));

-- A question on its way to the home of a copied livestream, or asked there. asker: as in livestream_asker.
create table livestream_sent_question (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  -- The own city that sends it.
  city text not null references city,
  posting_id uuid,
  text text not null,
  norm text not null,
  asker bytea not null check (octet_length(asker) = 32),
  account_id uuid references account on delete cascade,
  asked_at timestamptz not null default app.now(),
  -- The home's question, once it has answered. Its row is here from the home's log, once it was passed.
  question_id uuid,
  -- The code of the home's refusal.
  refusal text,
  constraint livestream_sent_question_once unique nulls not distinct (livestream_id, asker, posting_id, norm)
);
create index livestream_sent_question_account on livestream_sent_question (account_id) where account_id is not null;
create index livestream_sent_question_at on livestream_sent_question (question_id) where question_id is not null;
create index livestream_sent_question_past on livestream_sent_question (asked_at);

-- Films of copied livestreams at their homes: whole ones, and those in which one posting is explained.
create table livestream_told_film (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  -- Null for a whole film.
  posting_id uuid,
  starts_at timestamptz not null,
  length_ms int not null check (length_ms > 0),
  url text not null
);
create index livestream_told_film_of on livestream_told_film (livestream_id, starts_at, id);
create index livestream_told_film_posting on livestream_told_film (posting_id) where posting_id is not null;

-- A poster or a standby film of a copy is at its home.
alter table livestream_media drop constraint livestream_media_check1;
alter table livestream_room add column standby_url text, add check (standby_url is null or standby_file_id is null);
`.execute(db);
}
