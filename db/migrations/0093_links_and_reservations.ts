import { type Kysely, sql } from "kysely";

/**
 * Reservations: people with an account who want to be reminded of a livestream. What was told of its plan
 * stands in its row, so that each change is told once.
 *
 * A livestream's pages on other platforms are its sources of kind link, and figures of platforms are rows
 * that are corrected by new ones. Moves the links and figures that were stored beside them. A link that
 * leads to none of the platforms goes to the end of the introduction.
 *
 * Contract: no release with livestreams is in use, so that nothing reads the columns that go.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
insert into livestream_source (id, livestream_id, kind, platform, url)
  select gen_random_uuid(), l.id, 'link', l.link_platform, l.link_url from livestream l
  where l.link_url ~ case l.link_platform
    when 'douyin' then '^https://(live|v|www)[.]douyin[.]com(/|$)'
    when 'kuaishou' then '^https://(live|v|www)[.]kuaishou[.]com(/|$)'
    when 'shipinhao' then '^https://(channels[.])?weixin[.]qq[.]com(/|$)' else '^$' end
  on conflict (livestream_id, platform) where kind = 'link' do nothing;
update livestream l set intro = concat_ws(E'\\n', l.intro, l.link_url)
  where l.link_url is not null and not exists (select from livestream_source s
    where s.livestream_id = l.id and s.kind = 'link' and s.platform = l.link_platform);
alter table livestream drop column link_url, drop column link_platform;

insert into livestream_platform_figure (id, livestream_id, platform, measure, value, source, as_of, entered_by, entered_at)
  select gen_random_uuid(), s.livestream_id, s.platform, x.measure, x.value, left(s.url, 120), s.figures_at, s.figures_by,
    s.figures_at
  from livestream_source s
    cross join lateral (values ('people', s.people), ('visits', s.visits), ('peak', s.peak)) as x(measure, value)
  where s.kind = 'link' and s.figures_at is not null and x.value is not null;
alter table livestream_source drop column people, drop column visits, drop column peak, drop column figures_at,
  drop column figures_by;

-- starts_at: the start that the person knows.
create table livestream_reservation (
  livestream_id uuid not null references livestream on delete cascade,
  account_id uuid not null references account on delete cascade,
  starts_at timestamptz not null,
  made_at timestamptz not null default app.now(),
  primary key (livestream_id, account_id)
);
create index livestream_reservation_account on livestream_reservation (account_id);

-- The start, and the cancellation, that enterprises, officers and people with a reservation were told.
alter table livestream add column told_starts_at timestamptz, add column told_cancelled_at timestamptz;
update livestream set told_starts_at = starts_at, told_cancelled_at = cancelled_at where announced_at is not null;
-- Time at which officers were told that the permit ended on air.
alter table livestream_presenter add column warned_at timestamptz;
`.execute(db);
}
