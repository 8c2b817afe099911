import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { sealedPhone, sealedPhones, upsertAccount } from "./store/accounts.ts";

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

/** Finds or creates the account of a phone. Returns its id. */
export async function ensureAccount(
  services: Pick<Services, "vault" | "ids">,
  db: DbOrTx,
  account: { phone: string; name?: string | null },
): Promise<string> {
  const [phoneIndex, phoneSealed] = await Promise.all([
    services.vault.index(account.phone),
    services.vault.seal(account.phone),
  ]);
  const made = await upsertAccount(db, {
    id: services.ids.uuid(),
    phoneIndex,
    phoneSealed,
    name: account.name ?? null,
  });
  return made.id;
}
