import { type RawBuilder, sql } from "kysely";

type Sql = RawBuilder<unknown>;

/**
 * Standing of a posting on a run sheet. `live`: it may be shown and pinned. `unverified`: a repost whose
 * employer is not verified. `elsewhere`: the agreement does not show its city. `gone`: it was deleted here.
 */
export const STANDINGS = [
  "live",
  "unreviewed",
  "closed",
  "expired",
  "suspended",
  "unverified",
  "elsewhere",
  "gone",
] as const;
export type Standing = (typeof STANDINGS)[number];

/**
 * SQL to join after a livestream `l`: `h.homes`, the cities whose postings its agreement shows to visitors.
 * "offset 0" lets PostgreSQL compute them once for each livestream, not for each posting.
 */
export const HOMES: Sql = sql`cross join lateral (select array(
    select v.home from agreement ag cross join lateral app.visible_homes(null, ag.slug, 'posting') v
    where ag.id = l.agreement_id and v.agreement_id = ag.id) as homes offset 0) h`;

/**
 * Returns SQL of type text: the standing of the posting `p` of the enterprise `e` (left joins), with `HOMES`
 * and `t.now`. Beside a fair, the livestream may also show the postings at the fair.
 */
export const STANDING: RawBuilder<Standing> = sql`(case
  when p.id is null then 'gone' when p.published_at is null then 'unreviewed' when e.status = 'suspended' then 'suspended'
  when p.status = 'closed' then 'closed' when p.status <> 'published' then 'unreviewed'
  when p.expires_at <= t.now then 'expired' when e.status <> 'verified' then 'unverified'
  when p.home_city = any (h.homes) then 'live'
  when exists (select from posting_at_event b where b.event_kind = 'fair' and b.event_id = l.fair_id
    and b.posting_id = p.id and b.agreement_id = l.agreement_id) then 'live'
  else 'elsewhere' end)`;

/** SQL: the posting and its enterprise, to join where `posting` is a uuid expression. */
export const joinPosting = (posting: Sql): Sql => sql`left join shared.posting p on p.id = ${posting}
  left join shared.enterprise e on e.id = p.enterprise_id`;
