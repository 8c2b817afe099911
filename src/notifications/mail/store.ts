import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Retention } from "../../platform/housekeeping/index.ts";
import { CONFIRM_HOURS, LETTER_EVERY_HOURS } from "./rules.ts";

export type AddressRow = {
  addressIndex: Buffer;
  addressSealed: Buffer;
  confirmedAt: Date | null;
  failingAt: Date | null;
};

export async function selectAddress(db: DbOrTx, accountId: string): Promise<AddressRow | null> {
  const { rows } = await sql<AddressRow>`
    select address_index, address_sealed, confirmed_at, failing_at from mail_address
    where account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

type NewAddress = { accountId: string; addressIndex: Buffer; addressSealed: Buffer; tokenHash: Buffer };

/** Replaces the account's address with an unconfirmed one. */
export async function putAddress(tx: Tx, address: NewAddress): Promise<void> {
  const { accountId, addressIndex, addressSealed, tokenHash } = address;
  await sql`
    insert into mail_address (account_id, address_index, address_sealed, token_hash, token_expires_at)
    values (${accountId}, ${addressIndex}, ${addressSealed}, ${tokenHash},
      app.now() + make_interval(hours => ${CONFIRM_HOURS}))
    on conflict (account_id) do update set address_index = excluded.address_index,
      address_sealed = excluded.address_sealed, token_hash = excluded.token_hash,
      token_expires_at = excluded.token_expires_at, confirmed_at = null, failing_at = null`.execute(tx);
}

const open = sql`token_expires_at > app.now() and exists (
  select 1 from app.open_account a where a.id = mail_address.account_id)`;

/** Returns the encrypted address that the link with this token can still confirm, or null. */
export async function selectByToken(db: DbOrTx, tokenHash: Buffer): Promise<Buffer | null> {
  const { rows } = await sql<{ addressSealed: Buffer }>`
    select address_sealed from mail_address where token_hash = ${tokenHash} and ${open}`.execute(db);
  return rows[0]?.addressSealed ?? null;
}

/**
 * Confirms the address of this token. Returns the account's id, or null for an unknown, used or expired
 * token. Of concurrent calls, only one gets the id.
 */
export async function useToken(tx: Tx, tokenHash: Buffer): Promise<string | null> {
  const { rows } = await sql<{ accountId: string }>`
    update mail_address set confirmed_at = app.now(), token_hash = null, token_expires_at = null
    where token_hash = ${tokenHash} and ${open} returning account_id`.execute(tx);
  return rows[0]?.accountId ?? null;
}

/** Deletes an account's address. Returns false if there is none. */
export async function deleteAddress(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from mail_address where account_id = ${accountId}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Marks the address as failing. Returns false if the person has replaced it in the meantime. */
export async function markFailing(tx: Tx, accountId: string, addressIndexes: Buffer[]): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update mail_address set failing_at = app.now(), token_hash = null, token_expires_at = null
    where account_id = ${accountId} and address_index = any(${addressIndexes})`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

const readable = sql`confirmed_at is not null and failing_at is null and exists (
  select 1 from app.open_account a where a.id = mail_address.account_id)`;

/**
 * Returns the accounts among these that get e-mail: open accounts whose address is confirmed and not failing.
 */
export async function selectReaders(db: DbOrTx, accountIds: string[]): Promise<Set<string>> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from mail_address where account_id = any(${accountIds}::uuid[]) and ${readable}`.execute(
    db,
  );
  return new Set(rows.map((row) => row.accountId));
}

/** Returns the encrypted addresses of the accounts among these that get e-mail, by account id. */
export async function selectAddresses(db: DbOrTx, accountIds: string[]): Promise<Map<string, Buffer>> {
  const { rows } = await sql<{ accountId: string; addressSealed: Buffer }>`
    select account_id, address_sealed from mail_address
    where account_id = any(${accountIds}::uuid[]) and ${readable} order by account_id`.execute(db);
  return new Map(rows.map((row) => [row.accountId, row.addressSealed]));
}

/**
 * Returns the person's encrypted address, or null if the person gets no e-mail, or got a letter within the
 * last LETTER_EVERY_HOURS.
 * Locks the address until the transaction ends, so that concurrent calls lead to only one letter.
 */
export async function lockTurn(tx: Tx, accountId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ addressSealed: Buffer }>`
    select address_sealed from mail_address
    where account_id = ${accountId} and ${readable}
      and (told_at is null or told_at <= app.now() - make_interval(hours => ${LETTER_EVERY_HOURS}))
    for update`.execute(tx);
  return rows[0]?.addressSealed ?? null;
}

export async function markWritten(tx: Tx, accountId: string): Promise<void> {
  await sql`update mail_address set told_at = app.now() where account_id = ${accountId}`.execute(tx);
}

/**
 * Retention: an unconfirmed address is deleted 7 days after its link expired or it began to fail, because it
 * may belong to somebody else.
 */
export const retention: readonly Retention[] = [
  {
    table: "mail_address",
    key: ["account_id"],
    past: sql`confirmed_at is null
      and coalesce(failing_at, token_expires_at) < (select app.now()) - interval '7 days'`,
  },
];
