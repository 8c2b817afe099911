import { type Kysely, sql } from "kysely";

/** Channels by which people came to a fair, and the events of its board. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table fair_channel (
  id uuid primary key,
  fair_id uuid not null references fair on delete cascade,
  -- City that owns the channel: the host, or another city that takes part.
  city text not null references city,
  -- Part of the address /f/<code> on posters and in messages.
  code text not null unique,
  name text not null,
  kind text not null check (kind in ('account','poster','sms','community','stream','other')),
  created_by uuid references account,
  created_at timestamptz not null default app.now()
);
create index fair_channel_fair on fair_channel (fair_id, city, created_at, id);

-- Number of visits to a channel's address per day. Nothing about the visitors is stored.
create table fair_channel_day (
  channel_id uuid not null references fair_channel on delete cascade,
  day date not null default app.today(),
  visits int not null default 0,
  primary key (channel_id, day)
);

-- Code of the channel by which the applicant came.
alter table application add column via text references fair_channel (code);
create index application_via on application (via) where via is not null;
-- To count the tickets and the calls of a channel.
create index fair_ticket_channel on fair_ticket (channel) where channel <> 'web';
create index call_click_channel on call_click (channel) where channel <> 'web';

-- States of a fair's board, numbered per fair without gaps. A screen that reconnects gets the states that it
-- missed.
create table fair_board_event (
  fair_id uuid not null references fair on delete cascade,
  seq int not null,
  at timestamptz not null default app.now(),
  state jsonb not null,
  primary key (fair_id, seq)
);
`.execute(db);
}
