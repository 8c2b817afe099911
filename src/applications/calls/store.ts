import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Retention } from "../../platform/housekeeping/index.ts";
import { CALL_DAYS } from "./rules.ts";

/**
 * Notes whether somebody answered a call to the employer of the person's application. Of several calls within
 * an hour the last counts. Returns false for the application of another person.
 */
export async function upsertCall(
  db: DbOrTx,
  call: { applicationId: string; accountId: string; reached: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into call_outcome (application_id, enterprise_id, day, hour, reached)
    select a.id, a.enterprise_id, app.today(), extract(hour from app.now() at time zone 'Asia/Shanghai')::int,
      ${call.reached}
    from application a where a.id = ${call.applicationId}::uuid and a.account_id = ${call.accountId}::uuid
    on conflict (application_id, day, hour) do update set reached = excluded.reached`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Calls to an enterprise at one hour of the day, and the people who made any call to it. */
export type HourOfCalls = { hour: number; calls: number; reached: number; people: number };

/** Returns the calls to an enterprise in the last half year, by hour of the day. */
export async function selectCalls(db: DbOrTx, enterpriseId: string): Promise<HourOfCalls[]> {
  const { rows } = await sql<HourOfCalls>`
    with recent as (
      select c.hour, c.reached, a.account_id from call_outcome c join application a on a.id = c.application_id
      where c.enterprise_id = ${enterpriseId}::uuid and c.day > app.today() - ${CALL_DAYS}::int)
    select r.hour::int, count(*)::int as calls, count(*) filter (where r.reached)::int as reached,
      (select count(distinct account_id)::int from recent) as people
    from recent r group by r.hour order by r.hour`.execute(db);
  return rows;
}

/** Retention: outcomes of calls as long as they count. */
export const applicationRetention: readonly Retention[] = [
  {
    table: "call_outcome",
    key: ["application_id", "day", "hour"],
    past: sql`day <= (select app.today()) - ${sql.lit(CALL_DAYS)}::int`,
  },
];
