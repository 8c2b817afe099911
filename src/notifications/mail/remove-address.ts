import type { Tx } from "../../../db/client.ts";
import { dropMessagesTo } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { deleteAddress } from "./store.ts";
import { readUnsubscribeToken } from "./unsubscribe.ts";

type Leaving = { accountId: string; prefix?: Buffer; action: "mail.remove" | "mail.leave" };

/**
 * Deletes an account's address and queued messages, inside the given transaction. With `prefix`, only an
 * address whose blind index starts with it. A repeated call has no effect.
 */
export async function eraseAddress(tx: Tx, ctx: RequestContext, leaving: Leaving): Promise<void> {
  const { accountId, prefix, action } = leaving;
  if (!(await deleteAddress(tx, accountId, prefix))) return;
  await dropMessagesTo(tx, accountId);
  await recordAudit(tx, ctx, { action, subjectKind: "account", subjectId: accountId });
}

/** Deletes the caller's address, which ends all letters. */
export async function removeAddress(ctx: RequestContext): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, (tx) => eraseAddress(tx, ctx, { accountId, action: "mail.remove" }));
}

/**
 * Deletes the address to which the link was sent, which ends all letters to it. Needs no sign-in. Throws
 * NOT_FOUND for a forged link.
 */
export async function unsubscribe(ctx: RequestContext, { token }: { token: string }): Promise<void> {
  const who = await readUnsubscribeToken(ctx, token);
  await inTransaction(ctx, (tx) => eraseAddress(tx, ctx, { ...who, action: "mail.leave" }));
}
