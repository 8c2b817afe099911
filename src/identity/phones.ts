import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { allIndexes, type Vault } from "../platform/core/vault.ts";
import { maskPhone } from "./rules.ts";
import { accountByPhone, sealedPhone, sealedPhones, selectNames, upsertAccounts } from "./store/accounts.ts";

/**
 * Returns the decrypted phone of an open account. Throws NOT_FOUND without one. The caller must check that
 * the reader is the owner or has a valid consent.
 */
export async function phoneOf(
  services: Pick<Services, "vault">,
  db: DbOrTx,
  accountId: string,
): Promise<string> {
  return services.vault.open(orNotFound(await sealedPhone(db, accountId)));
}

/**
 * Returns the decrypted phones of open accounts, by account id. The caller must check that the owners allow
 * this use.
 */
export async function phonesOf(
  services: Pick<Services, "vault">,
  db: DbOrTx,
  accountIds: string[],
): Promise<Map<string, string>> {
  const sealed = [...(await sealedPhones(db, accountIds))];
  return new Map(
    await Promise.all(sealed.map(async ([id, text]) => [id, await services.vault.open(text)] as const)),
  );
}

/**
 * Returns what colleagues may call these accounts, by account id: the name, or the masked phone of one
 * without a name. A closed account without a name has no entry.
 */
export async function labelsOf(
  services: Pick<Services, "vault">,
  db: DbOrTx,
  accountIds: string[],
): Promise<Map<string, string>> {
  const names = await selectNames(db, accountIds);
  const phones = await phonesOf(
    services,
    db,
    accountIds.filter((id) => !names.has(id)),
  );
  return new Map([...names, ...[...phones].map(([id, phone]) => [id, maskPhone(phone)] as const)]);
}

/** Returns the columns of an account that hold its phone. */
export async function sealPhone(vault: Vault, phone: string) {
  const [[phoneIndex = Buffer.alloc(0), ...formerIndexes], phoneSealed] = await Promise.all([
    allIndexes(vault, phone),
    vault.seal(phone),
  ]);
  return { phoneIndex, formerIndexes, phoneSealed };
}

type Person = { phone: string; name?: string | null };
type Keys = Pick<Services, "vault" | "ids">;

/** Finds or creates the accounts of different phones. Returns their ids in the given order. */
export async function ensureAccounts(
  { vault, ids }: Keys,
  db: DbOrTx,
  people: readonly Person[],
): Promise<string[]> {
  const accounts = people.map(async ({ phone, name = null }) => {
    return { id: ids.uuid(), ...(await sealPhone(vault, phone)), name };
  });
  return (await upsertAccounts(db, await Promise.all(accounts))).map(({ id }) => id);
}

/** Finds or creates the account of a phone. Returns its id. */
export async function ensureAccount(keys: Keys, db: DbOrTx, person: Person): Promise<string> {
  const [id = ""] = await ensureAccounts(keys, db, [person]);
  return id;
}

/** Returns the open account of a phone, or null. */
export const accountOfPhone = async (
  { vault }: Pick<Services, "vault">,
  db: DbOrTx,
  phone: string,
): Promise<string | null> => accountByPhone(db, await allIndexes(vault, phone));
