import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { channelOfCode, codesOfEvent } from "../../../channels/index.ts";
import type { LinesSql, ReportDefinition } from "../../../reports/index.ts";
import {
  EARLY_S,
  REPORT_DIMENSIONS,
  REPORT_MEASURES,
  type ReportDimension,
  type ReportMeasure,
} from "../rules.ts";
import { explained } from "./explained.ts";
import { toldPeople } from "./told.ts";

type Sql = RawBuilder<unknown>;

/**
 * SQL of the people who watched or read, by channel: from their rows, and later from the stored figures.
 * `livestream` is a uuid expression.
 */
const byChannel = (livestream: Sql): Sql => sql`
  select v.via as code, count(*)::int as people from livestream_viewer v
  where v.livestream_id = ${livestream} and v.last_at >= v.first_at + make_interval(secs => ${EARLY_S}) group by v.via
  union all
  select x.code, x.people from livestream_audience a
    cross join jsonb_to_recordset(a.figures -> 'channels') as x(code text, people int)
  where a.livestream_id = ${livestream} and a.erased_at is not null`;

/**
 * Returns SQL that selects the people who watched or read the livestreams beside a fair, by livestream and
 * channel. Columns: id and title of the livestream, at, channel, name and city of the channel, people. A
 * person counts once for each livestream. `fair` is a uuid expression.
 */
export const watchedBesideFair = (fair: Sql): Sql => sql`
  select l.id, l.title, coalesce(l.on_air_at, l.starts_at) as at, w.code as channel, h.name, h.city, w.people
  from livestream l cross join lateral (${byChannel(sql`l.id`)}) w
  left join lateral (${channelOfCode(sql`w.code`)}) h on true
  where l.fair_id = ${fair} and l.status not in ('draft', 'cancelled')`;

const OF_POSTING = sql`p.id::text as posting, e.id::text as enterprise, e.home_city as city, e.industry as sector,
  p.employment_type as type`;
const NO_POSTING = sql`null::text as sector, null::text as type`;
const day = (date: Sql) => sql`(${date})::timestamp at time zone 'Asia/Shanghai'`;

/** Returns true for the dimensions by which people count who were there while postings were explained. */
const isExplained = (by: ReportDimension | null) => by === "posting" || by === "enterprise" || by === "city";

/**
 * SQL of the people: in total by channel, with a row for each city whose node counted its own; else those who
 * were there while postings were explained. Other nodes tell neither channels nor postings.
 */
function viewers(livestream: string, by: ReportDimension | null): LinesSql {
  if (isExplained(by)) {
    const column = (name: ReportDimension) => (name === by ? sql`x.value` : sql`null::text`);
    return sql`
      select coalesce(x.channel, '') as key, x.people as weight, ${column("posting")} as posting,
        ${column("enterprise")} as enterprise, x.city, ${NO_POSTING}, x.channel, coalesce(h.name, '') as label,
        null::text as reference, null::timestamptz as at
      from (${explained(livestream)}) x left join lateral (${channelOfCode(sql`x.channel`)}) h on true
      where x.by = ${by}`;
  }
  const channels = sql`
    select coalesce(c.code, '') as key, c.people as weight, null::text as posting, null::text as enterprise,
      null::text as city, ${NO_POSTING}, c.code as channel, coalesce(h.name, '') as label,
      null::text as reference, null::timestamptz as at
    from (${byChannel(sql`${livestream}::uuid`)}) c left join lateral (${channelOfCode(sql`c.code`)}) h on true`;
  if (by === "channel") return channels;
  return sql`${channels} union all
    select t.city, t.people, null, null, t.city, ${NO_POSTING}, null, t.name, null, null
    from (${toldPeople(livestream)}) t`;
}

/** SQL of the questions that were passed. Equal ones are one, with the number of people who asked it. */
const questions = (livestream: string): LinesSql => sql`
  select q.id::text as key, q.askers as weight, ${OF_POSTING}, null::text as channel, q.text as label,
    p.title as reference, q.asked_at as at
  from livestream_question q left join shared.posting p on p.id = q.posting_id
  left join shared.enterprise e on e.id = p.enterprise_id
  where q.livestream_id = ${livestream} and q.status = 'passed'`;

/**
 * SQL of the applications that came by a channel of the livestream, with `at` as the time to list. `more`
 * joins further tables, and conditions may follow.
 */
const applied = (livestream: string, at: Sql, more = sql``): Sql => sql`
  select a.id::text as one, a.account_id::text as person, ${OF_POSTING}, a.via as channel, p.title as label,
    a.reference, ${at} as at
  from shared.application a join shared.posting p on p.id = a.posting_id
  join shared.enterprise e on e.id = a.enterprise_id ${more}
  where a.via in (${codesOfEvent("livestream", sql`${livestream}::uuid`)}) and a.status <> 'withdrawn'`;

/**
 * SQL condition: the enterprise wants to go on with the application `a`. It invited the person, or noted an
 * intent at a booth, or the person is at work.
 */
const INTENDED = sql`(a.status in ('invited','started','confirmed') or a.started_on is not null
  or exists (select from shared.intent i where i.posting_id = a.posting_id and i.person_id = a.account_id))`;
/** SQL to join: the answer of day 30 says that the person is still at work. */
const STAYED = sql`join shared.still_at_work u on u.application_id = a.id and u.day = 30`;

const COLUMNS = sql`1 as weight, x.posting, x.enterprise, x.city, x.sector, x.type, x.channel, x.label, x.reference, x.at`;
const persons = (lines: Sql): LinesSql => sql`select x.person as key, ${COLUMNS} from (${lines}) x`;

const LINES: Record<ReportMeasure, (livestream: string, by: ReportDimension | null) => LinesSql> = {
  viewers,
  questions,
  applications: (livestream) => sql`
    select x.one as key, ${COLUMNS} from (${applied(livestream, sql`a.created_at`)}) x`,
  intents: (livestream) => persons(sql`${applied(livestream, sql`a.created_at`)} and ${INTENDED}`),
  starts: (livestream) =>
    persons(sql`${applied(livestream, day(sql`a.started_on`))} and a.started_on is not null`),
  atWork30: (livestream) => persons(applied(livestream, day(sql`u.due_on`), STAYED)),
};

type Definition = ReportDefinition<ReportMeasure, ReportDimension>;

/** The definition of a livestream's report. With `city`, only what belongs to enterprises of that city. */
export function livestreamReport(city: string | null): Definition {
  const definition = {
    kind: "livestream",
    measures: REPORT_MEASURES,
    dimensions: REPORT_DIMENSIONS,
    apart: ["viewers"],
  } as const;
  if (city === null) return { ...definition, lines: LINES };
  const ofCity =
    (measure: ReportMeasure): Definition["lines"][ReportMeasure] =>
    (livestream, by) => {
      // People who watched have no city. They count if a posting of this city was explained to them.
      const asked = measure === "viewers" && !isExplained(by) ? "city" : by;
      return sql`select x.* from (${LINES[measure](livestream, asked)}) x where x.city = ${city}`;
    };
  const lines = Object.fromEntries(REPORT_MEASURES.map((measure) => [measure, ofCity(measure)]));
  return { ...definition, lines: lines as Definition["lines"] };
}

type Named = { dimension: "posting" | "enterprise"; value: string; name: string };

/** Selects the names of postings and enterprises. Those that were deleted are left out. */
export async function selectNames(
  db: DbOrTx,
  { postings, enterprises }: { postings: readonly string[]; enterprises: readonly string[] },
): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select 'posting' as dimension, p.id as value, p.title as name from shared.posting p
    where p.id = any(${[...postings]}::uuid[])
    union all
    select 'enterprise', e.id, e.name from shared.enterprise e where e.id = any(${[...enterprises]}::uuid[])`.execute(
    db,
  );
  return rows;
}
