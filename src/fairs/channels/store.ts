import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { STARTED } from "../reports/index.ts";

/**
 * Numbers of what came through one channel. `starts` counts the people who started after an application or
 * after an intent at the fair.
 */
export type ChannelResults = { tickets: number; applications: number; starts: number };

/** Counts tickets, applications and starts for each of these channel codes, in one statement. */
export async function selectResults(
  db: DbOrTx,
  fairId: string,
  codes: readonly string[],
): Promise<Map<string, ChannelResults>> {
  const { rows } = await sql<ChannelResults & { code: string }>`
    select c.code,
      (select count(*)::int from fair_ticket t
        where t.channel = c.code and t.channel <> 'web' and t.status <> 'cancelled') as tickets,
      (select count(*)::int from shared.application a where a.via = c.code and a.status <> 'withdrawn') as applications,
      (select count(distinct person)::int from (
        select a.account_id as person from shared.application a
          where a.via = c.code and a.status <> 'withdrawn' and a.started_on is not null
        union all
        select i.person_id from fair_intent i join booth_visit b on b.id = i.visit_id join fair_ticket t on t.id = b.ticket_id
          left join shared.application a on a.account_id = i.person_id and a.posting_id = i.posting_id
          where i.fair_id = ${fairId} and t.channel = c.code and ${STARTED} is not null) started) as starts
    from unnest(${codes}::text[]) as c(code)`.execute(db);
  return new Map(rows.map(({ code, ...results }) => [code, results]));
}
