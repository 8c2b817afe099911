import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { IN_LINE } from "./touched.ts";

/**
 * Selects the enterprises with a registration for one of the fairs that is neither withdrawn, declined nor
 * refused.
 */
export async function enterprisesInLine(
  tx: Tx,
  fairIds: readonly string[],
): Promise<{ fairId: string; enterpriseId: string }[]> {
  if (fairIds.length === 0) return [];
  const { rows } = await sql<{ fairId: string; enterpriseId: string }>`
    select r.fair_id, r.enterprise_id from fair_registration r
    where r.fair_id = any(${fairIds}::uuid[]) and ${IN_LINE}
    order by r.fair_id, r.id`.execute(tx);
  return rows;
}

export type ExhibitorDue = { fairId: string; title: string; enterpriseId: string; cause: string };

/**
 * Selects approved registrations for published fairs that open in 2 to 24 hours, unless the enterprise
 * already got the reminder for this opening time.
 */
export async function exhibitorsDue(db: DbOrTx, limit: number): Promise<ExhibitorDue[]> {
  const { rows } = await sql<ExhibitorDue>`
    select f.id as fair_id, f.title, r.enterprise_id, c.cause
    from fair f join fair_registration r on r.fair_id = f.id and r.status = 'approved'
    cross join lateral (select 'fair:' || f.id || ':tomorrow:' || extract(epoch from f.opens_at)::bigint as cause) c
    where f.status = 'published' and f.opens_at > (select app.now()) + interval '2 hours'
      and f.opens_at <= (select app.now()) + interval '24 hours'
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'enterprise'
        and n.to_id = r.enterprise_id::text and n.cause = c.cause)
    order by f.id, r.id limit ${limit}`.execute(db);
  return rows;
}

/** Selects the tickets for a fair that belong to an account and are not cancelled. */
export async function holdersOf(db: DbOrTx, fairId: string): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select t.id, t.account_id from fair_ticket t
    where t.fair_id = ${fairId} and t.account_id is not null and t.status <> 'cancelled' order by t.id`.execute(
    db,
  );
  return rows;
}
