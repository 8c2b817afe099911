import { type RawBuilder, sql } from "kysely";
import { codesOfEvent } from "../../../channels/index.ts";
import type { LinesSql, ReportDefinition } from "../../../reports/index.ts";
import { EARLY_S, REPORT_MEASURES, type ReportMeasure } from "../rules.ts";

type Sql = RawBuilder<unknown>;

/** SQL of the people who watched or read, by channel: from their rows, and later from the stored figures. */
const byChannel = (livestream: string): Sql => sql`
  select v.via as code, count(*)::int as people from livestream_viewer v
  where v.livestream_id = ${livestream} and v.last_at >= v.first_at + make_interval(secs => ${EARLY_S}) group by v.via
  union all
  select x.code, x.people from livestream_audience a
    cross join jsonb_to_recordset(a.figures -> 'channels') as x(code text, people int)
  where a.livestream_id = ${livestream} and a.erased_at is not null`;

/** SQL of the applications that came by a channel of the livestream, with `at` as the time to list. */
const applied = (livestream: string, at: Sql): Sql => sql`
  select a.id::text as one, a.account_id::text as person, e.home_city as city, e.industry as sector,
    p.employment_type as type, a.via as channel, p.title as label, a.reference, ${at} as at
  from shared.application a join shared.posting p on p.id = a.posting_id
  join shared.enterprise e on e.id = a.enterprise_id
  where a.via in (${codesOfEvent("livestream", sql`${livestream}::uuid`)}) and a.status <> 'withdrawn'`;

const LINES: Record<ReportMeasure, (livestream: string) => LinesSql> = {
  viewers: (livestream) => sql`
    select coalesce(c.code, '') as key, c.people as weight, null::text as city, null::text as sector,
      null::text as type, c.code as channel, coalesce(c.code, '') as label, null::text as reference,
      null::timestamptz as at
    from (${byChannel(livestream)}) c`,
  applications: (livestream) => sql`
    select one as key, 1 as weight, city, sector, type, channel, label, reference, at
    from (${applied(livestream, sql`a.created_at`)}) x`,
  starts: (livestream) => sql`
    select person as key, 1 as weight, city, sector, type, channel, label, reference, at
    from (${applied(livestream, sql`a.started_on::timestamp at time zone 'Asia/Shanghai'`)}) x where at is not null`,
};

/** Definition of a livestream's report. */
export const LIVESTREAM_REPORT = {
  kind: "livestream",
  measures: REPORT_MEASURES,
  lines: LINES,
} as const satisfies ReportDefinition<ReportMeasure>;
