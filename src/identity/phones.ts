import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { sealedPhone, sealedPhones, upsertAccount } from "./store/accounts.ts";

/** The phone of an account, opened: only for its owner, or for whom a standing consent lets see it. */
export async function phoneOf(
  services: Pick<Services, "vault">,
  db: DbOrTx,
  accountId: string,
): Promise<string> {
  return services.vault.open(orNotFound(await sealedPhone(db, accountId)));
}

/** Phones of several accounts by id, for whom their owners gave them to. */
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

/** The account of a phone, made when it is new; returns its id. */
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
