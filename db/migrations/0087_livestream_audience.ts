import { type Kysely, sql } from "kysely";

/**
 * The audience of a livestream: one row per viewer with the minutes of the picture and of the text. The key
 * of a viewer is a MAC under the livestream's own secret. A day after the end the rows are deleted; the
 * figures stay.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_audience (
  livestream_id uuid primary key references livestream on delete cascade,
  -- The minute from which the bitmaps count. It never changes.
  origin timestamptz not null,
  -- The figures as they were at frozen_at. They are shown once the rows of the viewers are deleted.
  figures jsonb,
  frozen_at timestamptz,
  erased_at timestamptz,
  check ((figures is null) = (frozen_at is null)),
  check (erased_at is null or frozen_at is not null)
);
-- To find audiences whose viewers are still stored.
create index livestream_audience_kept on livestream_audience (livestream_id) where erased_at is null;

create table livestream_viewer (
  livestream_id uuid not null references livestream_audience on delete cascade,
  viewer bytea not null check (octet_length(viewer) = 16),
  -- Bit n: seen in minute n from the origin.
  picture bit varying not null,
  text bit varying not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  -- Code of the channel by which the viewer came.
  via text,
  primary key (livestream_id, viewer),
  check (first_at <= last_at)
) with (fillfactor = 70);

-- Beats and requests that were not counted, with the reason. The count of one process only grows, so that a
-- batch may be written twice.
create table livestream_uncounted (
  livestream_id uuid not null references livestream on delete cascade,
  reason text not null check (reason in
    ('robot','head','token','forged','expired','early','still','window','address','overflow')),
  process uuid not null,
  n bigint not null check (n > 0),
  primary key (livestream_id, reason, process)
);

-- Figures of other platforms, entered by officers. A correction is a new row that names the one it replaces.
create table livestream_platform_figure (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  platform text not null check (platform in ('douyin','kuaishou','shipinhao','other')),
  measure text not null check (measure in ('people','visits','peak','likes')),
  value bigint not null check (value between 0 and 10000000000),
  source text not null,
  as_of timestamptz not null,
  entered_by uuid references account,
  entered_at timestamptz not null default app.now(),
  replaces uuid unique references livestream_platform_figure
);
create index livestream_platform_figure_of on livestream_platform_figure (livestream_id, entered_at desc, id desc);

create function app.either_bits(a bit varying, b bit varying) returns bit varying
  immutable parallel safe language sql as $$
  select (a || repeat('0', greatest(length(b) - length(a), 0))::bit varying)
       | (b || repeat('0', greatest(length(a) - length(b), 0))::bit varying) $$;
`.execute(db);
}
