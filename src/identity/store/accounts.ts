import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";

type NewAccount = {
  id: string;
  phoneIndex: Buffer;
  /** Indexes of the phone by earlier keys; none without a change of keys. */
  formerIndexes: readonly Buffer[];
  phoneSealed: Buffer;
  name: string | null;
};
type FoundAccount = { id: string; open: boolean };

/** Moves accounts that an earlier key indexes to the present key, so that they are found by it. */
async function moveIndexes(tx: DbOrTx, accounts: readonly NewAccount[]): Promise<void> {
  const moves = accounts.flatMap(({ phoneIndex, phoneSealed, formerIndexes }) =>
    formerIndexes.map((former) => sql`(${former}::bytea, ${phoneIndex}::bytea, ${phoneSealed}::bytea)`),
  );
  if (moves.length === 0) return;
  await sql`
    update account a set phone_index = m.index, phone_sealed = m.sealed
    from (values ${sql.join(moves)}) as m (former, index, sealed)
    where a.phone_index = m.former and not exists (select 1 from account o where o.phone_index = m.index)`.execute(
    tx,
  );
}

/** Returns the encrypted phone of any account, or null if there is none. */
export async function anySealedPhone(db: DbOrTx): Promise<Buffer | null> {
  const row = await db.selectFrom("account").select("phoneSealed").limit(1).executeTakeFirst();
  return row?.phoneSealed ?? null;
}

/**
 * Finds or creates the accounts of different phones. Returns them in the given order. `open`
 * is false for a closed account.
 */
export async function upsertAccounts(tx: DbOrTx, accounts: readonly NewAccount[]): Promise<FoundAccount[]> {
  await moveIndexes(tx, accounts);
  const values = accounts.map(
    ({ id, phoneIndex, phoneSealed, name }) => sql`(${id}, ${phoneIndex}, ${phoneSealed}, ${name})`,
  );
  // Only the statement for one account is prepared: with the number of accounts its text changes.
  const { rows } = await sql<
    FoundAccount & { phoneIndex: Buffer }
  >`${values.length === 1 ? sql`/* planned */` : sql``}
    insert into account (id, phone_index, phone_sealed, name) values ${sql.join(values)}
    on conflict (phone_index) do update set name = coalesce(account.name, excluded.name)
    returning id, phone_index, closed_at is null as open`.execute(tx);
  const found = new Map(rows.map(({ phoneIndex, ...row }) => [phoneIndex.toString("hex"), row]));
  return accounts.map(({ phoneIndex }) => {
    const row = found.get(phoneIndex.toString("hex"));
    if (!row) throw new Error("an account was neither found nor made");
    return row;
  });
}

/** Returns the open account that one of these indexes of a phone names, or null. */
export async function accountByPhone(db: DbOrTx, phoneIndexes: Buffer[]): Promise<string | null> {
  const row = await db
    .selectFrom("account")
    .select("id")
    .where("phoneIndex", "in", phoneIndexes)
    .where("closedAt", "is", null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function sealedPhone(db: DbOrTx, accountId: string): Promise<Buffer | null> {
  const { rows } = await sql<{ phoneSealed: Buffer | null }>`/* planned */
    ${sealedPhoneQuery(accountId)}`.execute(db);
  return rows[0]?.phoneSealed ?? null;
}

/** Returns a query of the encrypted phone of an open account as SQL. */
export const sealedPhoneQuery = (accountId: string): RawBuilder<unknown> =>
  sql`select phone_sealed from account where id = ${accountId}::uuid and closed_at is null`;

/** Returns the encrypted phones of open accounts, by account id. */
export async function sealedPhones(db: DbOrTx, accountIds: string[]): Promise<Map<string, Buffer>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("account")
    .select(["id", "phoneSealed"])
    .where("id", "in", accountIds)
    .where("closedAt", "is", null)
    .execute();
  return new Map(rows.flatMap(({ id, phoneSealed }) => (phoneSealed ? [[id, phoneSealed] as const] : [])));
}

/** Returns the names of accounts that have one, by account id. */
export async function selectNames(db: DbOrTx, accountIds: string[]): Promise<Map<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db.selectFrom("account").select(["id", "name"]).where("id", "in", accountIds).execute();
  return new Map(rows.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])));
}

/**
 * Gives an open account another phone. One statement checks that no account has it, by its present and its
 * earlier indexes, and writes it. Returns false if another account has it.
 */
export async function updatePhone(
  tx: Tx,
  accountId: string,
  phone: Pick<NewAccount, "phoneIndex" | "formerIndexes" | "phoneSealed">,
): Promise<boolean> {
  const taken = [phone.phoneIndex, ...phone.formerIndexes];
  const { numAffectedRows } = await sql`
    update account set phone_index = ${phone.phoneIndex}, phone_sealed = ${phone.phoneSealed}
    where id = ${accountId} and closed_at is null
      and not exists (select from account o where o.phone_index = any (${taken}::bytea[]))`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

export async function updateName(tx: Tx, accountId: string, name: string): Promise<void> {
  await sql`update account set name = ${name} where id = ${accountId}`.execute(tx);
}

/** Gives a name to an account that has none. */
export async function nameIfNameless(tx: Tx, accountId: string, name: string): Promise<void> {
  await sql`update account set name = ${name} where id = ${accountId} and name is null`.execute(tx);
}

/** Names an account whose person has never signed in, or takes its name away. */
export async function nameUnseen(tx: Tx, accountId: string, name: string | null): Promise<void> {
  await sql`update account set name = ${name} where id = ${accountId} and signed_in_at is null`.execute(tx);
}

/** Returns true if the person has ever signed in. */
export async function hasSignedIn(db: DbOrTx, accountId: string): Promise<boolean> {
  const row = await db
    .selectFrom("account")
    .select("id")
    .where("id", "=", accountId)
    .where("signedInAt", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Locks an account until the transaction ends, so that transactions that count something for one person run
 * one after the other.
 */
export async function lockAccount(tx: Tx, accountId: string): Promise<void> {
  await sql`select 1 from account where id = ${accountId} for no key update`.execute(tx);
}
