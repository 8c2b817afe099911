import type { Tx } from "../../../db/client.ts";
import { dropMessagesTo } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { recordAudit } from "../../platform/core/store.ts";
import { allIndexes } from "../../platform/core/vault.ts";
import { mailboxOf } from "./rules.ts";
import { deleteAddress, selectAddress } from "./store.ts";

type Leaving = { accountId: string; prefix?: Buffer; action: "mail.remove" | "mail.leave" };

/**
 * Returns true if the account's address has an index with this prefix, by the present key or an earlier
 * one.
 */
async function hasIndexPrefix(
  tx: Tx,
  { vault }: RequestContext,
  accountId: string,
  prefix: Buffer,
): Promise<boolean> {
  const row = await selectAddress(tx, accountId);
  if (!row) return false;
  const indexes = await allIndexes(vault, mailboxOf(await vault.open(row.addressSealed)));
  return indexes.some((index) => index.subarray(0, prefix.length).equals(prefix));
}

/**
 * Deletes an account's address and its queued letters, inside the given transaction. With `prefix`, only if
 * the address's index starts with it. Has no effect if there is no such address.
 */
export async function eraseAddress(tx: Tx, ctx: RequestContext, leaving: Leaving): Promise<void> {
  const { accountId, prefix, action } = leaving;
  if (prefix && !(await hasIndexPrefix(tx, ctx, accountId, prefix))) return;
  if (!(await deleteAddress(tx, accountId))) return;
  await dropMessagesTo(tx, accountId);
  await recordAudit(tx, ctx, { action, subjectKind: "account", subjectId: accountId });
}
