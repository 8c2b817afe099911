import { type Kysely, sql } from "kysely";

/**
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
`.execute(db);
}
