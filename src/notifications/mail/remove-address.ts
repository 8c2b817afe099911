import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { eraseAddress } from "./erase-address.ts";

/** Deletes the caller's address, which ends all letters. */
export async function removeAddress(ctx: RequestContext): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, (tx) => eraseAddress(tx, ctx, { accountId, action: "mail.remove" }));
}
