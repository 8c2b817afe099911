import { type Kysely, sql } from "kysely";

/**
 * Livestreams: their run sheets, pins and signals. The phase of a livestream follows from its status, its
 * signal and the clock; it is not stored. A signal that returns after the grace does not revive a
 * livestream.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table agreement alter column shares set default '{posting,enterprise,fair,livestream}';
-- Cities that show each other fairs also show each other livestreams. A signed agreement says so itself.
update agreement set shares = shares || '{livestream}'
  where 'fair' = any (shares) and not 'livestream' = any (shares) and document is null;

create table livestream (
  id uuid primary key,
  home_city text not null references city,
  agreement_id uuid not null references agreement,
  -- The fair beside which it takes place, and those of its venues that show it.
  fair_id uuid references fair on delete set null,
  venue_ids uuid[] not null default '{}',
  status text not null check (status in ('draft','announced','onAir','ended','cancelled')),
  title text not null,
  intro text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  -- The address on another platform, for a livestream that people watch there.
  link_url text,
  link_platform text check (link_platform in ('douyin','kuaishou','shipinhao','other')),
  -- Seconds for which a lost signal is waited for.
  grace_s int not null default 180 check (grace_s between 10 and 1800),
  -- Key for the hashes of this livestream's viewers. It never leaves the node.
  secret bytea not null check (octet_length(secret) = 32),
  cancel_reason text,
  announced_at timestamptz,
  -- First time on air, last time on air again, and the end that an officer pressed.
  on_air_at timestamptz,
  resumed_at timestamptz,
  ended_at timestamptz,
  cancelled_at timestamptz,
  created_by uuid references account,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  check (starts_at < ends_at and ends_at <= starts_at + interval '24 hours'),
  check ((link_url is null) = (link_platform is null)),
  check (status in ('draft','cancelled') or announced_at is not null),
  check (status not in ('onAir','ended') or on_air_at is not null),
  check ((status = 'ended') = (ended_at is not null)),
  check ((status = 'cancelled') = (cancelled_at is not null))
);
-- To list an agreement's livestreams that may not be over yet, and all of them, newest first.
create index livestream_next on livestream (agreement_id, ends_at, id) where status in ('announced','onAir');
create index livestream_of_agreement on livestream (agreement_id, starts_at desc, id desc) where status <> 'draft';
create index livestream_fair on livestream (fair_id) where fair_id is not null;

create table livestream_city (
  livestream_id uuid not null references livestream on delete cascade,
  city text not null references city,
  role text not null check (role in ('host','organiser','supporter')),
  primary key (livestream_id, city)
);
-- To find the livestreams that a city organises.
create index livestream_city_city on livestream_city (city, livestream_id);

create table livestream_presenter (
  livestream_id uuid not null references livestream on delete cascade,
  ordinal int not null check (ordinal between 0 and 19),
  name text not null,
  -- The employer, or the name of the union.
  enterprise_id uuid references enterprise,
  union_name text,
  permit text,
  permit_until date,
  primary key (livestream_id, ordinal),
  check ((enterprise_id is null) <> (union_name is null)),
  check ((permit is null) = (permit_until is null))
);
create index livestream_presenter_enterprise on livestream_presenter (enterprise_id) where enterprise_id is not null;

-- The run sheet. A posting of another city may be purged, so there is no foreign key.
create table livestream_item (
  livestream_id uuid not null references livestream on delete cascade,
  posting_id uuid not null,
  ordinal int not null check (ordinal between 0 and 199),
  primary key (livestream_id, posting_id)
);
create index livestream_item_order on livestream_item (livestream_id, ordinal);
-- To find the livestreams that show a posting.
create index livestream_item_posting on livestream_item (posting_id);

create table livestream_pin (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  posting_id uuid not null,
  pinned_at timestamptz not null,
  pinned_by uuid references account,
  unpinned_at timestamptz,
  -- replaced: another posting was pinned. officer: an officer unpinned it. ended: the posting was over.
  -- removed: it left the run sheet. over: the livestream was.
  reason text check (reason in ('replaced','officer','ended','removed','over')),
  check ((unpinned_at is null) = (reason is null)),
  check (unpinned_at >= pinned_at)
);
-- A livestream has one pin at a time.
create unique index livestream_pin_open on livestream_pin (livestream_id) where unpinned_at is null;
create index livestream_pin_of on livestream_pin (livestream_id, pinned_at, id);

-- Events that live pages are told, numbered from 1 without a gap. A page hears an event under its kind. Those of kind
-- state tell the livestream's whole public state.
create table livestream_event (
  livestream_id uuid not null references livestream on delete cascade,
  seq int not null,
  at timestamptz not null default app.now(),
  kind text not null default 'state' check (kind ~ '^[A-Za-z]{1,20}$'),
  data jsonb not null,
  primary key (livestream_id, seq)
);

-- What probes saw. advanced_at: last time at which the media sequence advanced. ended_at: time at which the source
-- said that it ended; it counts until the next advance.
create table livestream_signal (
  livestream_id uuid primary key references livestream on delete cascade,
  first_advanced_at timestamptz,
  advanced_at timestamptz,
  ended_at timestamptz,
  -- Seconds after an advance for which the signal counts as there. It depends on the length of fragments.
  fresh_s int not null default 10 check (fresh_s between 3 and 60),
  -- Beginning of the run of advances without a pause as long as the grace. lost_at: last advance before it, if
  -- that pause ended the livestream. The trigger writes both.
  run_from timestamptz,
  lost_at timestamptz
);

create function app.keep_signal_run() returns trigger language plpgsql as $$
declare grace interval; air timestamptz;
begin
  if tg_op = 'INSERT' then
    new.run_from := coalesce(new.run_from, new.advanced_at);
    new.first_advanced_at := coalesce(new.first_advanced_at, new.advanced_at);
    return new;
  end if;
  new.advanced_at := greatest(old.advanced_at, new.advanced_at);
  new.first_advanced_at := coalesce(old.first_advanced_at, new.first_advanced_at, new.advanced_at);
  new.run_from := coalesce(old.run_from, new.advanced_at);
  new.lost_at := old.lost_at;
  if new.advanced_at is not distinct from old.advanced_at then return new; end if;
  select make_interval(secs => l.grace_s), coalesce(l.resumed_at, l.on_air_at) into grace, air
  from livestream l where l.id = new.livestream_id;
  if new.advanced_at >= old.advanced_at + grace then
    if old.run_from < air + grace then new.lost_at := old.advanced_at; end if;
    new.run_from := new.advanced_at;
  end if;
  return new;
end $$;
create trigger livestream_signal_run before insert or update on livestream_signal
  for each row execute function app.keep_signal_run();

-- fairs: the columns by which a livestream stands beside a fair, and its venues.
create view shared.fair as
  select id, host_city, agreement_id, status, title, opens_at, closes_at from fair;
create view shared.venue as select id, fair_id, city, ordinal, name, address from venue;
`.execute(db);
}
