import { type RawBuilder, sql } from "kysely";
import type { Phase } from "../phase.ts";

type Sql = RawBuilder<unknown>;

/**
 * The fragments below are SQL over a livestream `l`, its signal `s` (a left join), and `t.now`, the
 * database's time. They say the same as the functions of `phase.ts`; a test compares both.
 */
const GRACE = sql`make_interval(secs => greatest(l.grace_s, s.hold_s))`;
const AIR = sql`coalesce(l.resumed_at, l.on_air_at)`;

/** SQL condition: the picture advances now. */
export const HAS_SIGNAL: Sql = sql`coalesce(abs(extract(epoch from t.now - s.advanced_at)) < s.fresh_s
  and (s.ended_at is null or s.ended_at < s.advanced_at), false)`;

/** SQL of type timestamptz: the time at which a livestream on air ends if no further signal comes. */
const LAPSES = sql`least(l.ends_at + interval '2 hours',
  greatest(${AIR}, case when s.run_from < ${AIR} + ${GRACE} then s.advanced_at else s.lost_at end) + ${GRACE})`;

/**
 * SQL of type timestamptz: the time at which the livestream is or was over. Null for draft and cancelled.
 */
export const OVER_AT: Sql = sql`(case l.status when 'announced' then l.ends_at when 'ended' then l.ended_at
  when 'onAir' then ${LAPSES} end)`;

/** SQL condition: a recording of the livestream can be watched, here or at the home of a copy. */
export const RECORDED: Sql = sql`(exists (select from livestream_recording r where r.livestream_id = l.id
    and r.cut_at is not null and r.film_id is not null and r.hidden_at is null and r.deleted_at is null)
  or exists (select from livestream_told_film f where f.livestream_id = l.id and f.posting_id is null))`;

/** Returns SQL of type text: the phase as the control room sees it. */
export const phaseSql = (recorded: Sql = RECORDED): RawBuilder<Phase> => sql`(case l.status
  when 'draft' then 'draft' when 'cancelled' then 'cancelled'
  when 'announced' then case when t.now >= l.ends_at then 'ended' when ${HAS_SIGNAL} then 'rehearsal'
    when t.now >= l.starts_at then 'waiting' else 'announced' end
  else case when l.status = 'ended' or t.now >= ${LAPSES} then case when ${recorded} then 'replay' else 'ended' end
    when ${HAS_SIGNAL} then 'live' else 'interrupted' end end)`;

/** Returns SQL of type text: the phase for a reader. A rehearsal shows only if the condition is true. */
export const phaseFor = (
  controls: Sql,
): RawBuilder<Phase> => sql`(case when ${phaseSql()} <> 'rehearsal' or ${controls}
  then ${phaseSql()} when t.now >= l.starts_at then 'waiting' else 'announced' end)`;

/** SQL condition: people watch the livestream on another platform. */
export const LINKED: Sql = sql`exists (select from livestream_source k where k.livestream_id = l.id and k.kind = 'link')`;

/** Returns an SQL condition: the public sees which posting is pinned. As `showsPin` of `phase.ts`. */
export const showsPinSql = (
  linked: Sql = LINKED,
): RawBuilder<boolean> => sql`(${phaseSql(sql`false`)} in ('live', 'interrupted')
  or t.now >= l.starts_at and ${phaseSql(sql`false`)} in ('waiting', 'rehearsal') and ${linked})`;
export const SHOWS_PIN: Sql = showsPinSql();
