import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { joinPosting, withSignal } from "../../livestream/index.ts";
import { PIN_ENDS } from "../../programme/index.ts";
import type { Figures } from "../schema.ts";
import { people } from "./people.ts";

type Sql = RawBuilder<unknown>;

/** SQL of type int: the minute from the origin in which a time lies. */
const minuteOf = (time: Sql): Sql => sql`floor(extract(epoch from ${time} - a.origin) / 60)::int`;

/** SQL of the pins of a livestream, with the first and the last minute that each touches. */
const pins = (livestreamId: string): Sql => sql`
  select p.id as posting, e.id as enterprise, e.home_city as city,
    greatest(${minuteOf(sql`n.pinned_at`)}, 0) as first, ${minuteOf(sql`coalesce(${PIN_ENDS}, t.now)`)} as last
  from ${withSignal(sql`livestream l`)} join livestream_audience a on a.livestream_id = l.id
  join livestream_pin n on n.livestream_id = l.id ${joinPosting(sql`n.posting_id`)}
  where l.id = ${livestreamId} and e.id is not null`;

/**
 * SQL of the people who were there, watching or reading, while postings were explained: by posting, by
 * enterprise and by city, each with the channel. One person counts once in each.
 */
const counted = (livestreamId: string): Sql => sql`
  select case when grouping(s.posting) = 0 then 'posting' when grouping(s.enterprise) = 0 then 'enterprise'
      else 'city' end as by,
    coalesce(s.posting::text, s.enterprise::text, s.city) as value, s.city, s.via as channel,
    count(distinct s.viewer)::int as people
  from (select v.viewer, v.via, n.posting, n.enterprise, n.city
    from (${pins(livestreamId)}) n join (${people(livestreamId)} offset 0) v
      on bit_count(substring(v.present from n.first + 1 for greatest(n.last - n.first + 1, 0))) > 0) s
  group by grouping sets ((s.posting, s.city, s.via), (s.enterprise, s.city, s.via), (s.city, s.via))`;

/** Selects the people who were there while postings were explained, from the rows of the viewers. */
export async function selectExplained(db: DbOrTx, livestreamId: string): Promise<Figures["explained"]> {
  const { rows } = await sql<Figures["explained"][number]>`
    select x.* from (${counted(livestreamId)}) x order by x.by, x.people desc, x.value, x.channel`.execute(
    db,
  );
  return rows;
}

/**
 * Returns SQL of what `selectExplained` returns. Once the rows are deleted, it comes from the stored figures.
 * Figures that were stored before postings were counted have none.
 */
export const explained = (livestreamId: string): Sql => sql`
  select x.by, x.value, x.city, x.channel, x.people from (${counted(livestreamId)}) x
  union all
  select x.by, x.value, x.city, x.channel, x.people from livestream_audience a
    cross join jsonb_to_recordset(a.figures -> 'explained') as x(by text, value text, city text, channel text, people int)
  where a.livestream_id = ${livestreamId} and a.erased_at is not null`;
