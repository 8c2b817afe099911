import { type Insertable, type Selectable, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database } from "../../../db/schema/index.ts";

export type EnterpriseClaim = Selectable<Database["enterpriseClaim"]>;

/** Inserts a claim. Returns false if the account has a pending claim to this enterprise. */
export async function insertClaim(tx: Tx, values: Insertable<Database["enterpriseClaim"]>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("enterpriseClaim")
    .values(values)
    .onConflict((on) => on.columns(["enterpriseId", "accountId"]).where("status", "=", "pending").doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function countPendingClaims(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from enterprise_claim
    where account_id = ${accountId} and status = 'pending'`.execute(tx);
  return rows[0]?.n ?? 0;
}

export const lockClaim = (tx: Tx, id: string): Promise<EnterpriseClaim | undefined> =>
  tx.selectFrom("enterpriseClaim").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/**
 * Selects the id of a claim's enterprise. It never changes, so the enterprise can be locked before the claim.
 */
export const enterpriseOfClaim = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.selectFrom("enterpriseClaim").select("enterpriseId").where("id", "=", id).executeTakeFirst())
    ?.enterpriseId ?? null;

export async function settleClaim(
  tx: Tx,
  id: string,
  decision: { status: "approved" | "rejected"; reason: string | null; decidedBy: string | null },
): Promise<void> {
  await tx
    .updateTable("enterpriseClaim")
    .set({ ...decision, decidedAt: sql<Date>`app.now()` })
    .where("id", "=", id)
    .execute();
}

export type OwnClaimRow = Pick<EnterpriseClaim, "id" | "enterpriseId" | "status" | "reason" | "createdAt"> & {
  enterpriseName: string;
  verifier: string;
};

/** Selects an account's claims, newest first. With `enterpriseId`, only those to this enterprise. */
export async function selectOwnClaims(
  db: DbOrTx,
  q: { accountId: string; enterpriseId: string | null; limit: number },
): Promise<OwnClaimRow[]> {
  const { rows } = await sql<OwnClaimRow>`
    select k.id, k.enterprise_id, k.status, k.reason, k.created_at, e.name as enterprise_name,
      c.federation_name as verifier
    from enterprise_claim k join enterprise e on e.id = k.enterprise_id join city c on c.code = e.home_city
    where k.account_id = ${q.accountId} and (${q.enterpriseId}::uuid is null or k.enterprise_id = ${q.enterpriseId}::uuid)
    order by k.created_at desc, k.id desc limit ${q.limit}`.execute(db);
  return rows;
}

/** Selects the enterprise's name (`title`) and the reason of the decision of claims. */
export async function selectDecidedClaims(
  db: DbOrTx,
  ids: readonly string[],
): Promise<{ id: string; title: string; reason: string | null }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; title: string; reason: string | null }>`
    select k.id, e.name as title, k.reason from enterprise_claim k join enterprise e on e.id = k.enterprise_id
    where k.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}
