import { type Kysely, sql } from "kysely";

/** Divisions, occupations, cities, and the agreements between cities. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table division (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  short_name text not null,
  level text not null check (level in ('province','city','county')),
  parent text references division,
  lon double precision,
  lat double precision,
  aliases text[] not null default '{}'
);
-- To find the counties of a city.
create index division_parent on division (parent);

create table occupation (
  id text primary key,
  code text,
  name text not null,
  major smallint not null,
  isco08 text,
  aliases text[] not null default '{}',
  duty_phrase text not null
);

create table city (
  code text primary key references division,
  federation_name text not null,
  hotline text not null default '12351',
  address text,
  qualification_kind text,
  qualification_number text,
  qualified_until date,
  created_at timestamptz not null default app.now()
);

create table agreement (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]{2,40}$'),
  name text not null,
  short_name text not null,
  hosts text[] not null default '{}',
  shares text[] not null default '{posting,enterprise}',
  starts_on date not null,
  ends_on date,
  ordinal int not null
);
create table agreement_city (
  agreement_id uuid not null references agreement,
  city text not null references city,
  hue text not null check (hue ~ '^#[0-9A-Fa-f]{6}$'),
  ordinal int not null,
  joined_on date not null,
  left_on date,
  primary key (agreement_id, city)
);
-- To find the agreements of a city.
create index agreement_city_city on agreement_city (city);

create function app.today() returns date stable parallel safe language sql
  as $$ select (app.now() at time zone 'Asia/Shanghai')::date $$;

-- Returns the agreement whose site a visitor reads, if it is in force: the one with this slug, or without a
-- slug the first one.
create function app.agreement_in_force(slug_wanted text) returns uuid stable parallel safe language sql as $$
  select id from agreement
  where (slug_wanted is null or slug = slug_wanted)
    and starts_on <= app.today() and (ends_on is null or ends_on >= app.today())
  order by ordinal limit 1 $$;

-- Returns the home cities whose records of kind what the reader may see. Officers and members read as
-- viewer_city. If it is null, a visitor reads the site of the agreement slug_wanted (or the first).
create function app.visible_home_cities(viewer_city text, slug_wanted text, what text) returns setof text
  stable parallel safe language sql as $$
  select viewer_city where viewer_city is not null
  union
  select other.city
  from agreement a
  join agreement_city other on other.agreement_id = a.id
  where what = any (a.shares)
    and a.starts_on <= app.today() and (a.ends_on is null or a.ends_on >= app.today())
    and other.joined_on <= app.today() and (other.left_on is null or other.left_on > app.today())
    and case when viewer_city is null then a.id = app.agreement_in_force(slug_wanted)
        else exists (select 1 from agreement_city own where own.agreement_id = a.id and own.city = viewer_city
                     and own.joined_on <= app.today() and (own.left_on is null or own.left_on > app.today())) end $$;
`.execute(db);
}
