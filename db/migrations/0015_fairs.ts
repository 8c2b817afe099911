import { type Kysely, sql } from "kysely";

/** Joint fairs: a fair with its cities, venues and booths, and the enterprises that register for it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table agreement alter column shares set default '{posting,enterprise,fair}';
update agreement set shares = shares || '{fair}' where not 'fair' = any (shares);

-- Returns the agreements in force whose records of kind what the reader may see. Officers and members read
-- as viewer_city. If it is null, a visitor reads the site of the agreement slug_wanted (or the first).
create function app.visible_agreements(viewer_city text, slug_wanted text, what text) returns setof uuid
  stable parallel safe language sql as $$
  select a.id from agreement a
  where what = any (a.shares)
    and a.starts_on <= app.today() and (a.ends_on is null or a.ends_on >= app.today())
    and case when viewer_city is null then a.id = app.agreement_in_force(slug_wanted)
        else exists (select 1 from agreement_city own where own.agreement_id = a.id and own.city = viewer_city
                     and own.joined_on <= app.today() and (own.left_on is null or own.left_on > app.today())) end $$;

-- Commands that ran, with their results. A repeated command gets the stored result.
create table command (
  origin text not null,
  id uuid not null,
  type text not null,
  digest bytea not null,
  -- json instead of jsonb, so that a repeat gets the same bytes.
  result json,
  created_at timestamptz not null default app.now(),
  primary key (origin, id)
);
create index command_age on command (created_at);

create table fair (
  id uuid primary key,
  host_city text not null references city,
  agreement_id uuid not null references agreement,
  -- Whether a fair is live or closed follows from its times and is not stored here.
  status text not null check (status in ('draft','registration','published','cancelled','reported')),
  title text not null,
  kind text not null check (kind in ('general','veterans','women','graduates','mature','returning','disabled','trade')),
  occupation text references occupation,
  intro text,
  registration_opens_at timestamptz not null,
  registration_closes_at timestamptz not null,
  opens_at timestamptz not null,
  closes_at timestamptz not null,
  -- Hours for which a booth is reserved for an enterprise from the waiting list.
  offer_hours int not null default 24 check (offer_hours between 1 and 168),
  -- Documents that art. 28 of the Interim Regulations on Human Resources Markets requires: plan, emergency
  -- plan, security plan, advance notice.
  pack jsonb not null default '{}',
  programme jsonb not null default '[]',
  cancel_reason text,
  announced_at timestamptz,
  published_at timestamptz,
  cancelled_at timestamptz,
  reported_at timestamptz,
  created_by uuid references account,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  check (registration_opens_at < registration_closes_at and registration_closes_at <= opens_at and opens_at < closes_at),
  check (kind <> 'trade' or occupation is not null)
);
-- To list the fairs of a host, and the public fairs of an agreement, next first.
create index fair_host on fair (host_city, opens_at desc, id);
create index fair_next on fair (agreement_id, closes_at, id) where status in ('registration','published');

create table fair_city (
  fair_id uuid not null references fair on delete cascade,
  city text not null references city,
  role text not null check (role in ('host','organiser','supporter')),
  -- Maximum number of booths for enterprises that this city recommends. Null: no limit.
  quota int check (quota >= 0),
  booths_taken int not null default 0,
  primary key (fair_id, city),
  check (booths_taken >= 0 and (quota is null or booths_taken <= quota))
);
-- To find the fairs in which a city takes part.
create index fair_city_city on fair_city (city, fair_id);

create table venue (
  id uuid primary key,
  fair_id uuid not null references fair on delete cascade,
  city text not null references city,
  ordinal int not null,
  name text not null,
  address text not null,
  directions text,
  hours text,
  capacity int check (capacity > 0),
  booth_rows int not null check (booth_rows between 1 and 30),
  booth_columns int not null check (booth_columns between 1 and 40),
  created_at timestamptz not null default app.now()
);
create index venue_fair on venue (fair_id, ordinal);

create table fair_registration (
  id uuid primary key,
  reference text not null unique,
  fair_id uuid not null references fair,
  enterprise_id uuid not null references enterprise,
  -- City that recommends the registration: the enterprise's home city, or the city that invited an enterprise
  -- from outside the agreement.
  endorsing_city text not null references city,
  status text not null check (status in
    ('submitted','returned','recommended','waitlisted','offered','approved','refused','declined','withdrawn')),
  -- Preferred venues, best first. Empty: any venue.
  venue_wishes uuid[] not null default '{}',
  wish_note text,
  recruiters int not null default 2 check (recruiters between 1 and 20),
  contact_name text not null,
  contact_phone text not null,
  reason text,
  recommended_by uuid references account,
  recommended_at timestamptz,
  decided_by uuid references account,
  decided_at timestamptz,
  waitlisted_at timestamptz,
  offer_ends_at timestamptz,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  -- An enterprise registers only once per fair.
  unique (fair_id, enterprise_id),
  check (status <> 'waitlisted' or waitlisted_at is not null),
  check (status <> 'offered' or offer_ends_at is not null)
);
-- To find registrations: of a fair by status, to recommend by a city, of an enterprise, longest on the
-- waiting list, and offers that expire.
create index fair_registration_fair on fair_registration (fair_id, status, created_at, id);
create index fair_registration_city on fair_registration (endorsing_city, created_at, id) where status = 'submitted';
create index fair_registration_enterprise on fair_registration (enterprise_id, created_at desc);
create index fair_registration_waiting on fair_registration (fair_id, waitlisted_at, id) where status = 'waitlisted';
create index fair_registration_offered on fair_registration (offer_ends_at) where status = 'offered';

create table fair_registration_posting (
  registration_id uuid not null references fair_registration on delete cascade,
  posting_id uuid not null references posting,
  primary key (registration_id, posting_id)
);
-- To find the fairs at which a posting is shown.
create index fair_registration_posting_of on fair_registration_posting (posting_id);

create table booth (
  id uuid primary key,
  fair_id uuid not null references fair on delete cascade,
  venue_id uuid not null references venue on delete cascade,
  code text not null,
  ordinal int not null,
  grid_row int not null,
  grid_column int not null,
  -- True for a cell of the grid without a booth, for example because of a pillar or a door.
  closed boolean not null default false,
  registration_id uuid unique references fair_registration,
  taken_at timestamptz,
  unique (venue_id, code),
  unique (venue_id, grid_row, grid_column),
  check (registration_id is null or not closed)
);
-- To find the free booths of a venue, and all booths in order.
create index booth_free on booth (fair_id, venue_id, ordinal) where registration_id is null and not closed;
create index booth_venue on booth (venue_id, ordinal);

-- Invitations of a city to enterprises from outside the agreement. Whoever has the code can register one
-- enterprise, once.
create table fair_invitation (
  id uuid primary key,
  fair_id uuid not null references fair on delete cascade,
  city text not null references city,
  label text not null,
  code text not null unique,
  registration_id uuid unique references fair_registration,
  created_by uuid references account,
  created_at timestamptz not null default app.now()
);
create index fair_invitation_fair on fair_invitation (fair_id, city, created_at);
`.execute(db);
}
