import { type Insertable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database, EnterpriseStatus } from "../../../db/schema/index.ts";

type Table = Database["enterpriseSuspension"];

/** Inserts the open suspension of an enterprise. */
export async function insertSuspension(tx: Tx, row: Insertable<Table>): Promise<void> {
  await tx.insertInto("enterpriseSuspension").values(row).execute();
}

/** Ends the open suspension of an enterprise. Returns the status that the enterprise had before. */
export async function endSuspension(
  tx: Tx,
  of: { enterpriseId: string; endedBy: string | null; endReason: string | null },
): Promise<EnterpriseStatus | undefined> {
  const { rows } = await sql<{ statusBefore: EnterpriseStatus }>`
    update enterprise_suspension
    set ended_at = app.now(), ended_by = ${of.endedBy}::uuid, end_reason = ${of.endReason}
    where enterprise_id = ${of.enterpriseId} and ended_at is null returning status_before`.execute(tx);
  return rows[0]?.statusBefore;
}

/** Numbers of records that a suspension of an enterprise hides or stops. */
export type Affected = { postings: number; fairs: number; applications: number };

/**
 * Counts what a suspension would hide: live postings, fairs that are not over with a registration, and
 * applications without a refusal or start.
 */
export async function countAffected(db: DbOrTx, enterpriseId: string): Promise<Affected> {
  const { rows } = await sql<Affected>`
    select (select count(*)::int from shared.posting where enterprise_id = ${enterpriseId} and status = 'published'
        and expires_at > (select app.now())) as postings,
      (select count(distinct fair_id)::int from shared.fair_place where enterprise_id = ${enterpriseId}
        and closes_at > (select app.now())) as fairs,
      (select count(*)::int from shared.application where enterprise_id = ${enterpriseId}
        and status in ('sent', 'invited')) as applications`.execute(db);
  return rows[0] ?? { postings: 0, fairs: 0, applications: 0 };
}

/**
 * Selects the applications whose persons a suspension concerns: neither refused nor withdrawn nor at work.
 */
export async function openApplications(
  tx: Tx,
  enterpriseId: string,
): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id from shared.application
    where enterprise_id = ${enterpriseId} and status in ('sent', 'invited')`.execute(tx);
  return rows;
}

/** Selects the fairs at which the enterprise has or wants a booth, and which are not over. */
export async function fairsOf(
  tx: Tx,
  enterpriseId: string,
): Promise<{ fairId: string; title: string; hostCity: string }[]> {
  const { rows } = await sql<{ fairId: string; title: string; hostCity: string }>`
    select fair_id, title, host_city from shared.fair_place
    where enterprise_id = ${enterpriseId} and closes_at > (select app.now()) order by closes_at, fair_id`.execute(
    tx,
  );
  return rows;
}
