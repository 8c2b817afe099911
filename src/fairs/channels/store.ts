import { type Insertable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database } from "../../../db/schema/index.ts";
import { STARTED } from "../reports/index.ts";
import type { ChannelView } from "./schema.ts";

/** Writes a channel; false where its code is taken. */
export async function insertChannel(tx: Tx, channel: Insertable<Database["fairChannel"]>): Promise<boolean> {
  const made = await tx
    .insertInto("fairChannel")
    .values(channel)
    .onConflict((conflict) => conflict.column("code").doNothing())
    .returning("id")
    .executeTakeFirst();
  return made !== undefined;
}

/** Channels of a fair with their counters; of one city when it is named. */
export async function selectChannels(
  db: DbOrTx,
  fairId: string,
  city: string | null,
): Promise<ChannelView[]> {
  const { rows } = await sql<ChannelView>`
    select c.id, c.fair_id, c.city, d.short_name as city_name, c.code, c.name, c.kind,
      (select coalesce(sum(visits), 0)::int from fair_channel_day where channel_id = c.id) as visits,
      (select count(*)::int from fair_ticket t
        where t.channel = c.code and t.channel <> 'web' and t.status <> 'cancelled') as tickets,
      (select coalesce(sum(clicks), 0)::int from shared.call_click k where k.channel = c.code and k.channel <> 'web') as calls,
      (select count(*)::int from shared.application a where a.via = c.code and a.status <> 'withdrawn') as applications,
      (select count(distinct person)::int from (
        select a.account_id as person from shared.application a
          where a.via = c.code and a.status <> 'withdrawn' and a.started_on is not null
        union all
        select i.person_id from fair_intent i join booth_visit b on b.id = i.visit_id join fair_ticket t on t.id = b.ticket_id
          left join shared.application a on a.account_id = i.person_id and a.posting_id = i.posting_id
          where i.fair_id = c.fair_id and t.channel = c.code and ${STARTED} is not null) started) as starts
    from fair_channel c join division d on d.code = c.city
    where c.fair_id = ${fairId} and (${city}::text is null or c.city = ${city})
    order by c.created_at, c.id`.execute(db);
  return rows;
}

/** Counts one visit; the fair that the channel leads to, undefined for an unknown code. */
export async function countVisit(db: DbOrTx, code: string): Promise<string | undefined> {
  const { rows } = await sql<{ fairId: string }>`
    with c as (select id, fair_id from fair_channel where code = ${code}),
    counted as (
      insert into fair_channel_day (channel_id, visits) select id, 1 from c
      on conflict (channel_id, day) do update set visits = fair_channel_day.visits + 1)
    select fair_id from c`.execute(db);
  return rows[0]?.fairId;
}
