import type { DbOrTx } from "../../db/client.ts";
import type { Services } from "../context.ts";
import { found } from "../core/errors.ts";
import { sealedPhone, upsertAccount } from "./store/accounts.ts";

/** The phone of an account, opened: only for its owner, or for whom a standing consent lets see it. */
export async function phoneOf(
  services: Pick<Services, "vault">,
  db: DbOrTx,
  accountId: string,
): Promise<string> {
  return services.vault.open(found(await sealedPhone(db, accountId)));
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
