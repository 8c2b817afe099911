import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { eraseAddress } from "./erase-address.ts";
import { readUnsubscribeToken } from "./unsubscribe-token.ts";

/**
 * Deletes the address to which the letter with this link was sent, so that it gets no more letters. Needs no
 * sign-in. Throws NOT_FOUND for a forged link.
 */
export async function unsubscribe(ctx: RequestContext, { token }: { token: string }): Promise<void> {
  const who = await readUnsubscribeToken(ctx, token);
  await inTransaction(ctx, (tx) => eraseAddress(tx, ctx, { ...who, action: "mail.leave" }));
}
