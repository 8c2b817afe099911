import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../db/client.ts";
import type { Office } from "../platform/core/actor.ts";
import type { LinesSql } from "../reports/index.ts";
import type { Span } from "./rules.ts";
import type { MonthMeasure } from "./schema.ts";

type Sql = RawBuilder<unknown>;

/** The time and the places of which lines are asked. */
export type Asked = Span & { offices: readonly Office[] };

const within = (at: Sql, { from, to }: Span): Sql => sql`${at} >= ${from} and ${at} < ${to}`;
const monthOf = (at: Sql): Sql => sql`to_char(${at} at time zone 'Asia/Shanghai', 'YYYY-MM')`;

/** SQL condition: the place lies in one of the offices. */
function inOffices({ offices }: Asked, city: Sql, county: Sql): Sql {
  if (offices.length === 0) return sql`false`;
  const parts = offices.map((office) =>
    office.county === null
      ? sql`${city} = ${office.city}`
      : sql`(${city} = ${office.city} and ${county} = ${office.county})`,
  );
  return sql`(${sql.join(parts, sql` or `)})`;
}

const COUNTY = sql`coalesce(e.county, p.county)`;

/** Returns SQL for the acts of one verb on postings. The verb is part of the text: an index names it. */
const postingActs =
  (verb: string, only: Sql = sql`true`) =>
  (asked: Asked): LinesSql =>
    sql`
    select a.id::text as key, 1 as weight, a.city, ${COUNTY} as county, ${monthOf(sql`a.at`)} as month,
      p.title as label, e.name as reference, a.at, 'posting' as kind, p.id::text as record
    from audit a join shared.posting p on p.id = a.subject_id::uuid
    join shared.enterprise e on e.id = p.enterprise_id
    where a.subject_kind = 'posting' and a.action = ${sql.lit(verb)} and ${within(sql`a.at`, asked)}
      and ${inOffices(asked, sql`a.city`, COUNTY)} and ${only}`;

/** SQL condition: nothing of this kind followed the act `a` on its posting. */
const notFollowed = (verb: string, soon: Sql = sql`true`): Sql => sql`not exists (
  select from audit u where u.subject_kind = 'posting' and u.subject_id = a.subject_id
    and u.action = ${sql.lit(verb)} and u.at > a.at and ${soon})`;

/** Returns SQL for the applications to postings of a city, by one of their times. */
const applications =
  (at: Sql) =>
  (asked: Asked): LinesSql =>
    sql`
    select a.id::text as key, 1 as weight, a.home_city as city, ${COUNTY} as county, ${monthOf(at)} as month,
      p.title as label, a.reference, ${at} as at, 'posting' as kind, p.id::text as record,
      extract(epoch from a.answered_at - a.created_at)::float8 as seconds
    from shared.application_time a join shared.posting p on p.id = a.posting_id
    join shared.enterprise e on e.id = a.enterprise_id
    where ${within(at, asked)} and ${inOffices(asked, sql`a.home_city`, COUNTY)}`;

const NO_COUNTY = sql`null::text`;
/** SQL condition: the fair `f` has opened in the time, in the whole city of an office. */
const opened = (asked: Asked): Sql => sql`f.status in ('published', 'reported') and f.opens_at <= app.now()
  and ${within(sql`f.opens_at`, asked)} and ${inOffices(asked, sql`f.host_city`, NO_COUNTY)}`;
const OF_FAIR = sql`f.host_city as city, ${NO_COUNTY} as county, ${monthOf(sql`f.opens_at`)} as month,
  'fair' as kind, f.id::text as record`;

const codes =
  (only: Sql, at: Sql) =>
  (asked: Asked): LinesSql =>
    sql`
    select t.id::text as key, 1 as weight, ${OF_FAIR}, f.title as label, t.reference, ${at} as at
    from shared.fair f join shared.fair_code t on t.fair_id = f.id
    where ${opened(asked)} and t.status = 'valid' and t.venue_id is not null and ${only}`;

const interviews =
  (status: "done" | "noShow") =>
  (asked: Asked): LinesSql =>
    sql`
    select i.id::text as key, 1 as weight, ${OF_FAIR}, p.title as label, e.name as reference, i.starts_at as at
    from shared.fair f join shared.interview i on i.fair_id = f.id
    join shared.posting p on p.id = i.posting_id join shared.enterprise e on e.id = i.enterprise_id
    where ${opened(asked)} and i.status = ${sql.lit(status)}`;

/** For each measure, SQL for the rows that it counts. */
export const MONTH_LINES: Record<MonthMeasure, (asked: Asked) => LinesSql> = {
  approved: postingActs(
    "posting.approve",
    notFollowed("posting.undo", sql`u.at <= a.at + interval '1 minute'`),
  ),
  returned: postingActs("posting.return"),
  reposted: postingActs("posting.repost"),
  imported: postingActs("posting.import", notFollowed("posting.takeBack")),
  verified: (asked) => sql`
    select a.id::text as key, 1 as weight, a.city, e.county, ${monthOf(sql`a.at`)} as month, e.name as label,
      null::text as reference, a.at, 'enterprise' as kind, e.id::text as record
    from audit a join shared.enterprise e on e.id = a.subject_id::uuid
    where a.subject_kind = 'enterprise' and a.action in ('enterprise.verify', 'enterprise.decideClaim')
      and (a.action = 'enterprise.verify' or a.detail ->> 'status' = 'approved')
      and ${within(sql`a.at`, asked)} and ${inOffices(asked, sql`a.city`, sql`e.county`)}`,
  received: applications(sql`a.created_at`),
  answered: applications(sql`a.answered_at`),
  fairs: (asked) => sql`
    select f.id::text as key, 1 as weight, ${OF_FAIR}, f.title as label, null::text as reference, f.opens_at as at
    from shared.fair f where ${opened(asked)}`,
  codes: codes(sql`true`, sql`t.created_at`),
  came: codes(sql`t.entered_at is not null`, sql`t.entered_at`),
  interviews: interviews("done"),
  missed: interviews("noShow"),
};

/** Median time from application to answer. `county` is null for all. */
export type Median = { county: string | null; whole: boolean; n: number; seconds: number };

/** Selects the median time to an answer, in all and by county. */
export async function selectMedians(db: DbOrTx, asked: Asked): Promise<Median[]> {
  const { rows } = await sql<Median>`
    select county, grouping(county) = 1 as whole, count(*)::int as n,
      percentile_cont(0.5) within group (order by seconds) as seconds
    from (${MONTH_LINES.answered(asked)}) x where seconds is not null
    group by grouping sets ((), (county)) having count(*) > 0 order by whole desc, n desc, county`.execute(
    db,
  );
  return rows;
}
