import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { eraseAddress } from "./erase-address.ts";
import { readUnsubscribeToken } from "./unsubscribe-token.ts";

/**
 * Ends all letters to the address of the link's letter. The link needs no account. Throws NOT_FOUND for a
 * forged link.
 */
export async function unsubscribe(ctx: RequestContext, { token }: { token: string }): Promise<void> {
  const who = await readUnsubscribeToken(ctx, token);
  await inTransaction(ctx, (tx) => eraseAddress(tx, ctx, { ...who, action: "mail.leave" }));
}
