import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { maskAddress, stateOf } from "./rules.ts";
import type { MailView } from "./schema.ts";
import { selectAddress, selectAddresses } from "./store.ts";

/** Returns the decrypted addresses of the accounts among these that get e-mail, by account id. */
export async function openAddresses(
  tx: Tx,
  ctx: Pick<RequestContext, "vault">,
  accountIds: string[],
): Promise<Map<string, string>> {
  const sealed = [...(await selectAddresses(tx, accountIds))];
  return new Map(
    await Promise.all(sealed.map(async ([id, text]) => [id, await ctx.vault.open(text)] as const)),
  );
}

/** Returns the caller's e-mail address and its state. */
export async function getMail(ctx: RequestContext): Promise<MailView> {
  const { accountId } = requireAccount(ctx.actor);
  const offered = ctx.config.mail !== null;
  const row = await selectAddress(ctx.db, accountId);
  if (!row) return { offered, state: "none", address: null };
  const state = stateOf(row);
  const address = await ctx.vault.open(row.addressSealed);
  return { offered, state, address: state === "confirmed" ? maskAddress(address) : address };
}
