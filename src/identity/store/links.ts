import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { LINK_HOURS } from "../rules.ts";

type NewLink = { tokenHash: Buffer; accountId: string; createdBy: string | null };

/** Inserts a link. Returns the time at which it expires. */
export async function insertLink(tx: Tx, { tokenHash, accountId, createdBy }: NewLink): Promise<Date> {
  const { rows } = await sql<{ expiresAt: Date }>`
    insert into sign_in_link (token_hash, account_id, created_by, expires_at)
    values (${tokenHash}, ${accountId}, ${createdBy}, app.now() + make_interval(hours => ${LINK_HOURS}))
    returning expires_at`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("the link was not written");
  return row.expiresAt;
}

/** Makes all unused links of an account invalid. */
export async function dropLinksOf(tx: Tx, accountId: string): Promise<void> {
  await sql`delete from sign_in_link where account_id = ${accountId} and used_at is null`.execute(tx);
}

/** Returns the account of an open account's link that is valid, or null. */
export async function accountOfLink(db: DbOrTx, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ accountId: string }>`
    select l.account_id from sign_in_link l join account a on a.id = l.account_id and a.closed_at is null
    where l.token_hash = ${tokenHash} and l.used_at is null and l.expires_at > app.now()`.execute(db);
  return rows[0]?.accountId ?? null;
}

/** Marks a valid link as used. Returns false if it is not valid, also if a concurrent request used it. */
export async function useLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const { rows } = await sql`
    update sign_in_link set used_at = app.now()
    where token_hash = ${tokenHash} and used_at is null and expires_at > app.now() returning 1`.execute(tx);
  return rows.length === 1;
}
