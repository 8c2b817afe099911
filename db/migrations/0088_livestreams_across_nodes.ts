import { type Kysely, sql } from "kysely";

/**
 * Livestreams across nodes. The public log tells livestreams, their signals and what was said on air. Each
 * node counts its own viewers and tells the figures; the home adds them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Version that the home's public log told last, 0 for none. Pins and sources raise it, and no revision.
alter table livestream add column told_rev int not null default 0;
alter table livestream_question add column told_rev int not null default 0;

-- told_at, told_advancing: what the log told last, and when. hold_s is for copies alone: the seconds for which the
-- livestream goes on while its home says nothing.
alter table livestream_signal add column told_rev int not null default 0, add column told_at timestamptz,
  add column told_advancing boolean, add column hold_s int check (hold_s > 0);

-- Figures of the viewers that the nodes of other cities counted, and own ones of copies, as logs tell them. The
-- livestream may be unknown or deleted here, so there is no foreign key.
create table livestream_told_audience (
  id uuid primary key,
  livestream_id uuid not null,
  -- The city that tells it.
  city text not null references city,
  rev int not null,
  figures jsonb not null,
  told_at timestamptz not null default app.now(),
  constraint livestream_told_audience_once unique (livestream_id, city)
);
-- To list what a city tells.
create index livestream_told_audience_city on livestream_told_audience (city, id);
`.execute(db);
}
