import { type Kysely, sql } from "kysely";

/**
 * Sources of livestreams and their takes. A livestream has at most one source that is looked at, and any
 * number of pages on other platforms. A take is one unbroken signal; a livestream has at most one open take,
 * so that a second publisher is refused. Publish keys are stored as hashes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_source (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  -- address: a playlist. server: publishers of the own streaming server. link: a page on another platform.
  kind text not null check (kind in ('address','server','link')),
  url text,
  platform text check (platform in ('douyin','kuaishou','shipinhao')),
  -- The public name of the stream, and the SHA-256 of the key that a publisher must send.
  name text unique,
  key_hash bytea check (octet_length(key_hash) = 32),
  key_issued_at timestamptz,
  -- Figures of the other platform, as an officer read them there.
  people int check (people >= 0),
  visits int check (visits >= 0),
  peak int check (peak >= 0),
  figures_at timestamptz,
  figures_by uuid references account,
  -- What looks have seen, their number, and how many failed one after the other.
  state jsonb,
  looks int not null default 0,
  failures int not null default 0,
  next_look_at timestamptz not null default app.now(),
  created_at timestamptz not null default app.now(),
  check ((url is null) = (kind = 'server')),
  check ((platform is null) = (kind <> 'link')),
  check ((name is null) = (kind <> 'server')),
  check ((key_hash is null) = (kind <> 'server') and (key_issued_at is null) = (kind <> 'server')),
  check (kind = 'link' or (people is null and visits is null and peak is null and figures_at is null))
);
create unique index livestream_source_main on livestream_source (livestream_id) where kind <> 'link';
create unique index livestream_source_link on livestream_source (livestream_id, platform) where kind = 'link';
-- To find the sources that are due for a look.
create index livestream_source_due on livestream_source (next_look_at) where kind <> 'link';

create table livestream_take (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  -- The streaming server's name of the publisher's connection. Null for a take that a look began.
  client text,
  started_at timestamptz not null default app.now(),
  first_advanced_at timestamptz,
  advanced_at timestamptz,
  ended_at timestamptz,
  -- endlist: the playlist said so. lost: no signal for longer than the grace. replaced: another publisher came
  -- after the signal was lost. key, source: an officer changed it. over: the livestream was.
  reason text check (reason in ('unpublished','endlist','restarted','lost','replaced','key','source','over')),
  check ((ended_at is null) = (reason is null)),
  check ((first_advanced_at is null) = (advanced_at is null))
);
-- A livestream has one open take at a time.
create unique index livestream_take_open on livestream_take (livestream_id) where ended_at is null;
create index livestream_take_of on livestream_take (livestream_id, started_at, id);
`.execute(db);
}
