import { type RawBuilder, sql } from "kysely";
import { codesOfEvent } from "../../../channels/index.ts";

/** Figures of a fair. Each is counted from the rows that `LINES` defines for it. */
export type Figure =
  | "booths"
  | "enterprises"
  | "postings"
  | "brought"
  | "entered"
  | "visits"
  | "applications"
  | "intents";

/** Figures of one hall, as its poster shows them. */
export type VenueFigures = { exhibitors: number; postings: number; positions: number };

type Sql = RawBuilder<unknown>;

/**
 * SQL condition: the registration `r` is approved and its enterprise `e` verified. A suspended enterprise
 * counts no more at once, although it has its booth until the next upkeep.
 */
export const EXHIBITS = sql`r.status = 'approved' and e.status = 'verified'`;
/** SQL condition: the posting `p` is published and not expired. */
export const OFFERED = sql`p.status = 'published' and p.expires_at > (select app.now())`;
/**
 * SQL condition: the registration `r` exhibits, and its posting `p` was open at some time during the fair `f`
 * or, before the opening, is open now.
 */
export const BROUGHT = sql`${EXHIBITS} and p.published_at is not null
  and p.expires_at > least(f.opens_at, app.now()) and (p.closed_at is null or p.closed_at > f.opens_at)`;
/** SQL condition: the scan `s` admitted its person. Each such scan is a visit. */
export const ADMITTED = sql`s.outcome = 'admitted'`;
/**
 * SQL condition: the fair `f` led to the application `a` to a posting of the registration `r`, and `a` is not
 * withdrawn.
 * `channel` is `fair` if `a` was made at a booth or on the fair's pages. It counts from the fair's
 * publication until three days after its close. If `a` was made through a channel of the fair (`via`), it
 * counts at any time.
 */
export const APPLIED = sql`r.status = 'approved' and a.status <> 'withdrawn' and (
  a.channel = 'fair' and a.created_at >= coalesce(f.published_at, f.opens_at)
    and a.created_at < f.closes_at + interval '3 days'
  or a.via in (${codesOfEvent("fair", sql`f.id`)}))`;
/** Kind of record by which the home of a person tells the host of a fair what a report counts. */
export const FAIR_APPLICATION_KIND = "fairApplication";
/** SQL joins: applications `a` to the posting `p` that this node holds. */
export const HELD_APPLICATIONS = sql`join shared.application a on a.posting_id = p.id`;
/**
 * SQL joins: applications `a` at the fair `f` to its posting `p` that this node does not hold. A person of
 * another node sent each to an employer of another node, and the person's home told. It counts while a clause
 * in force gives it. Further conditions may follow.
 */
export const TOLD_APPLICATIONS = sql`
  join (select l.city, l.reader from shared.lease l
    where app.gives(l.city, array[l.reader], ${FAIR_APPLICATION_KIND}, null)) g on g.reader = f.host_city
  join (select application_id as id, fair_id, home_city, person_id as account_id, posting_id, reference, started_on, at_work30,
      applied_at as created_at, 'sent' as status, 'fair' as channel, null::text as via from told_application) a
    on a.fair_id = f.id and a.posting_id = p.id and a.home_city = g.city
      and not exists (select from shared.application held where held.id = a.id)`;
/** SQL expression: the person of the ticket `t`. A ticket without an account is a person of its own. */
export const PERSON = sql`coalesce(t.account_id, t.id)`;

const EXHIBITORS = sql`fair_registration r join shared.enterprise e on e.id = r.enterprise_id
  left join booth b on b.registration_id = r.id`;
const TAKEN_ALONG = sql`${EXHIBITORS} join fair_registration_posting rp on rp.registration_id = r.id
  join shared.posting p on p.id = rp.posting_id and p.enterprise_id = r.enterprise_id`;

const appliedTo = (fair: Sql, applications: Sql): Sql => sql`
  select a.id as key, 1 as weight, r.endorsing_city as city, b.venue_id as venue
  from ${TAKEN_ALONG} join fair f on f.id = r.fair_id ${applications} where r.fair_id = ${fair} and ${APPLIED}`;

/**
 * The one definition of each figure: SQL for the rows that it counts at the fair `fair`. Columns: `key`, of
 * which each counts once, `weight`, `city` and `venue`. The city is that of the union which recommends an
 * enterprise, and that of the hall which a person enters. Reports list the same rows by the same conditions.
 */
const LINES: Record<Figure, (fair: Sql) => Sql> = {
  booths: (fair) => sql`
    select b.id as key, 1 as weight, v.city, b.venue_id as venue from booth b join venue v on v.id = b.venue_id
    where b.fair_id = ${fair} and not b.closed`,
  enterprises: (fair) => sql`
    select r.enterprise_id as key, 1 as weight, r.endorsing_city as city, b.venue_id as venue
    from ${EXHIBITORS} where r.fair_id = ${fair} and ${EXHIBITS}`,
  postings: (fair) => sql`
    select p.id as key, coalesce(p.headcount, 0) as weight, r.endorsing_city as city, b.venue_id as venue
    from ${TAKEN_ALONG} where r.fair_id = ${fair} and ${EXHIBITS} and ${OFFERED}`,
  brought: (fair) => sql`
    select p.id as key, coalesce(p.headcount, 0) as weight, r.endorsing_city as city, b.venue_id as venue
    from ${TAKEN_ALONG} join fair f on f.id = r.fair_id where r.fair_id = ${fair} and ${BROUGHT}`,
  entered: (fair) => sql`
    select ${PERSON} as key, 1 as weight, v.city, t.venue_id as venue
    from fair_ticket t join venue v on v.id = t.venue_id where t.fair_id = ${fair} and t.entered_at is not null`,
  visits: (fair) => sql`
    select s.id as key, 1 as weight, v.city, s.venue_id as venue
    from fair_scan s join venue v on v.id = s.venue_id where s.fair_id = ${fair} and ${ADMITTED}`,
  applications: (fair) =>
    sql`${appliedTo(fair, HELD_APPLICATIONS)} union all ${appliedTo(fair, TOLD_APPLICATIONS)}`,
  intents: (fair) => sql`
    select i.person_id as key, 1 as weight, r.endorsing_city as city, b.venue_id as venue
    from fair_intent i join fair_registration r on r.id = i.registration_id left join booth b on b.registration_id = r.id
    where i.fair_id = ${fair}`,
};

/**
 * Returns SQL that selects one figure of a fair: `n` counts, `total` sums the weights. `fair` must not name a
 * table by a letter that `LINES` uses.
 */
export const figureOf = (figure: Figure, fair: Sql, venue?: Sql): Sql => sql`
  select count(distinct l.key)::int as n, coalesce(sum(l.weight), 0)::int as total
  from (${LINES[figure](fair)}) l where ${venue ? sql`l.venue = ${venue}` : sql`true`}`;

/**
 * Returns SQL that selects one figure of a fair by city: `city`, `n`, `total`. Cities without any are absent.
 */
export const figureByCity = (figure: Figure, fair: Sql): Sql => sql`
  select l.city, count(distinct l.key)::int as n, coalesce(sum(l.weight), 0)::int as total
  from (${LINES[figure](fair)}) l group by l.city`;

/**
 * Returns SQL that selects the figures of each hall of a fair: venue, exhibitors, postings and positions.
 */
export const figuresByVenue = (fair: Sql): Sql => sql`
  select v.id as venue, e.n as exhibitors, p.n as postings, p.total as positions
  from venue v cross join lateral (${figureOf("enterprises", fair, sql`v.id`)}) e
  cross join lateral (${figureOf("postings", fair, sql`v.id`)}) p where v.fair_id = ${fair}`;

/**
 * Returns an SQL expression: the channel by which a person came to the fair, that of the person's ticket.
 * Without a ticket it is null. So all that one person does at a fair counts in one row.
 */
export const personsChannel = (fair: Sql, person: Sql): Sql => sql`coalesce(
  (select own.channel from fair_ticket own where own.fair_id = ${fair} and own.account_id = ${person}
    order by own.status = 'cancelled', own.created_at, own.id limit 1),
  (select own.channel from fair_ticket own where own.id = ${person}))`;
