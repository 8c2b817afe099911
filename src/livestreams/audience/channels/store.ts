import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

export type ChannelResults = { applications: number; starts: number };

/** Counts applications and starts for each of these channel codes, in one statement. */
export async function selectResults(
  db: DbOrTx,
  codes: readonly string[],
): Promise<Map<string, ChannelResults>> {
  const { rows } = await sql<ChannelResults & { code: string }>`
    select c.code,
      (select count(*)::int from shared.application a where a.via = c.code and a.status <> 'withdrawn') as applications,
      (select count(distinct a.account_id)::int from shared.application a
        where a.via = c.code and a.status <> 'withdrawn' and a.started_on is not null) as starts
    from unnest(${codes}::text[]) as c(code)`.execute(db);
  return new Map(rows.map(({ code, ...results }) => [code, results]));
}
