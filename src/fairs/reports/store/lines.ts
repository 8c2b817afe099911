import { type RawBuilder, sql } from "kysely";
import { visitsOfEvent } from "../../../channels/index.ts";
import { watchedBesideFair } from "../../../livestreams/index.ts";
import type { LinesSql, ReportDefinition } from "../../../reports/index.ts";
import {
  ADMITTED,
  APPLIED,
  BROUGHT,
  EXHIBITS,
  HELD_APPLICATIONS,
  PERSON,
  personsChannel,
  TOLD_APPLICATIONS,
} from "../../fair/index.ts";
import {
  FAIR_DIMENSIONS,
  type FairDimension,
  HALL_MEASURES,
  type HallMeasure,
  MEASURES,
  type Measure,
} from "../schema.ts";
import { STARTED } from "./started.ts";

type Sql = RawBuilder<unknown>;

const STANDS = sql`fair_registration r join shared.enterprise e on e.id = r.enterprise_id
  left join booth b on b.registration_id = r.id`;
const POSTINGS = sql`${STANDS} join fair_registration_posting rp on rp.registration_id = r.id
  join shared.posting p on p.id = rp.posting_id join fair f on f.id = r.fair_id`;
const PLACE = sql`r.endorsing_city as city, e.industry as sector, b.venue_id::text as hall`;
const CHANNEL = personsChannel(sql`f.id`, sql`i.person_id`);
const JOB = sql`${PLACE}, p.employment_type as type`;

/**
 * Returns SQL for the applications that a fair led to, of those that `from` joins. `at` is the time to list.
 */
const applied = (fair: string, at: Sql, from: Sql): Sql => sql`
  select a.account_id::text as person, a.id::text as one, ${JOB}, coalesce(${personsChannel(sql`f.id`, sql`a.account_id`)}, a.via, a.channel) as channel,
    p.title as label,
    a.reference, ${at} as at
  from ${POSTINGS} ${from}
  where r.fair_id = ${fair} and ${APPLIED}`;

/**
 * Returns SQL for the intents of a fair, joined with the person's application to the same posting, if any.
 * That application may be older than the fair.
 */
const intended = (fair: string, at: Sql, more: Sql, only: Sql): Sql => sql`
  select i.person_id::text as person, i.id::text as one, ${JOB}, ${CHANNEL} as channel, p.title as label, t.reference, ${at} as at
  from fair_intent i join fair f on f.id = i.fair_id join fair_registration r on r.id = i.registration_id
  left join booth b on b.registration_id = r.id
  join shared.enterprise e on e.id = r.enterprise_id join shared.posting p on p.id = i.posting_id
  join booth_visit bv on bv.id = i.visit_id join fair_ticket t on t.id = bv.ticket_id
  left join shared.application a on a.account_id = i.person_id and a.posting_id = i.posting_id ${more}
  where i.fair_id = ${fair} and ${only}`;
/** SQL condition: `applied` does not return the intent's application, so the intent must be counted. */
const ALONE = sql`not coalesce(${APPLIED}
  and exists (select 1 from fair_registration_posting rp where rp.registration_id = r.id and rp.posting_id = i.posting_id), false)`;

const none = sql``;
/**
 * Returns SQL that joins follow-ups of day 30 with the answer yes. The person's answer takes precedence over
 * the enterprise's.
 */
const stayed = (of: Sql) => sql`
  join follow_up u on ${of} and u.day = 30 and coalesce(u.person_answer, u.enterprise_answer) = 'yes'`;
const day = (date: Sql) => sql`${date}::timestamp at time zone 'Asia/Shanghai'`;
const persons = (lines: Sql) => sql`
  select person as key, 1 as weight, city, sector, type, channel, hall, label, reference, at from (${lines}) x`;
/** Returns SQL for the turns at the booths of a fair that ended in this way, of a queue or by appointment. */
const turns = (fair: string, ended: Sql): Sql => sql`
  select q.id::text as key, 1 as weight, ${PLACE}, null as type, ${personsChannel(sql`q.fair_id`, sql`q.person_id`)} as channel,
    e.name as label, t.reference, q.ended_at as at
  from ${STANDS} join queue_entry q on q.registration_id = r.id left join fair_ticket t on t.id = q.ticket_id
  where r.fair_id = ${fair} and ${ended}`;

/**
 * For each measure, SQL for the rows that the measure counts at present. The conditions of figures that other
 * pages show too are those of `fair/store/figures.ts`.
 */
const LINES: Record<Measure, (fair: string) => LinesSql> = {
  enterprises: (fair) => sql`
    select e.id::text as key, 1 as weight, ${PLACE}, null as type, null as channel, e.name as label, b.code as reference,
      r.decided_at as at
    from ${STANDS} where r.fair_id = ${fair} and ${EXHIBITS}`,
  postings: (fair) => sql`
    select p.id::text as key, coalesce(p.headcount, 0) as weight, ${JOB}, null as channel, p.title as label,
      e.name as reference, p.published_at as at
    from ${POSTINGS} where r.fair_id = ${fair} and ${BROUGHT}`,
  codes: (fair) => sql`
    select t.id::text as key, 1 as weight, coalesce(pr.city, app.away_city(t.account_id)) as city, null as sector, null as type,
      t.venue_id::text as hall, ${personsChannel(sql`t.fair_id`, PERSON)} as channel,
      t.reference as label, v.name as reference, t.created_at as at
    from fair_ticket t left join venue v on v.id = t.venue_id
    left join shared.residence pr on pr.account_id = t.account_id
    where t.fair_id = ${fair} and t.status = 'valid'`,
  visitors: (fair) => sql`
    select ${PERSON}::text as key, 1 as weight, coalesce(pr.city, app.away_city(t.account_id)) as city, null as sector, null as type,
      s.venue_id::text as hall,
      ${personsChannel(sql`t.fair_id`, PERSON)} as channel,
      t.reference as label, v.name as reference, s.received_at as at
    from fair_scan s join fair_ticket t on t.id = s.ticket_id join venue v on v.id = s.venue_id
    left join shared.residence pr on pr.account_id = t.account_id
    where s.fair_id = ${fair} and ${ADMITTED}`,
  online: (fair) => sql`
    select v.id::text as key, v.people as weight, v.city, null as sector, null as type, v.channel,
      null::text as hall, v.title as label,
      v.name as reference, v.at
    from (${watchedBesideFair(sql`${fair}::uuid`)}) v`,
  opened: (fair) => sql`
    select v.id::text as key, v.visits as weight, v.city, null as sector, null as type, v.code as channel,
      null::text as hall, v.name as label, v.day::text as reference, ${day(sql`v.day`)} as at
    from (${visitsOfEvent("fair", sql`${fair}`)}) v`,
  applications: (fair) => sql`
    select one as key, 1 as weight, city, sector, type, channel, hall, label, reference, at
    from (${applied(fair, sql`a.created_at`, HELD_APPLICATIONS)} union all ${applied(fair, sql`a.created_at`, TOLD_APPLICATIONS)}) x`,
  interviews: (fair) => turns(fair, sql`q.status = 'done'`),
  missed: (fair) => turns(fair, sql`q.no_show`),
  intents: (fair) => persons(intended(fair, sql`i.created_at`, none, sql`true`)),
  starts: (fair) =>
    persons(sql`
    select * from (${applied(fair, day(sql`a.started_on`), HELD_APPLICATIONS)}) y where y.at is not null
    union all
    select * from (${applied(fair, day(sql`a.started_on`), TOLD_APPLICATIONS)}) w where w.at is not null
    union all
    select * from (${intended(fair, day(STARTED), none, ALONE)}) z where z.at is not null`),
  atWork30: (fair) =>
    persons(sql`
    ${applied(fair, day(sql`u.due_on`), sql`${HELD_APPLICATIONS} ${stayed(sql`u.application_id = a.id`)}`)}
    union all
    ${applied(fair, day(sql`(a.started_on + 30)`), sql`${TOLD_APPLICATIONS} and a.at_work30`)}
    union all
    ${intended(fair, day(sql`u.due_on`), stayed(sql`(u.intent_id = i.id or u.application_id = a.id)`), sql`${ALONE} and ${STARTED} is not null`)}`),
};

/** Definition of a fair's report. */
export const FAIR_REPORT = {
  kind: "fair",
  measures: MEASURES,
  dimensions: FAIR_DIMENSIONS,
  lines: LINES,
} as const satisfies ReportDefinition<Measure, FairDimension>;

/** Returns the definition of the report on some halls of a fair: what happened in no hall is left out. */
export const reportOfHalls = (halls: readonly string[]): ReportDefinition<HallMeasure, FairDimension> => {
  const inHalls = (measure: HallMeasure) => (fair: string) =>
    sql`select y.* from (${LINES[measure](fair)}) y where y.hall = any(${halls}::text[])`;
  const lines = Object.fromEntries(HALL_MEASURES.map((measure) => [measure, inHalls(measure)]));
  return {
    kind: "fair",
    measures: HALL_MEASURES,
    dimensions: FAIR_DIMENSIONS,
    lines: lines as Record<HallMeasure, (fair: string) => LinesSql>,
  };
};
