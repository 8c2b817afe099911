import type { Tx } from "../../../db/client.ts";
import { dropMessagesTo } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { recordAudit } from "../../platform/core/store.ts";
import { deleteAddress } from "./store.ts";

type Leaving = { accountId: string; prefix?: Buffer; action: "mail.remove" | "mail.leave" };

/**
 * Deletes an account's address and its queued letters, inside the given transaction. With `prefix`, only if
 * the address's index starts with it. Has no effect if there is no such address.
 */
export async function eraseAddress(tx: Tx, ctx: RequestContext, leaving: Leaving): Promise<void> {
  const { accountId, prefix, action } = leaving;
  if (!(await deleteAddress(tx, accountId, prefix))) return;
  await dropMessagesTo(tx, accountId);
  await recordAudit(tx, ctx, { action, subjectKind: "account", subjectId: accountId });
}
