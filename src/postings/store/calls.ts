import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** Taps on phone numbers by channel's code. A code without taps is absent. */
export async function callsByChannel(db: DbOrTx, codes: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ channel: string; calls: number }>`
    select channel, sum(clicks)::int as calls from call_click
    where channel = any(${codes}::text[]) and channel <> 'web' group by channel`.execute(db);
  return new Map(rows.map(({ channel, calls }) => [channel, calls]));
}
