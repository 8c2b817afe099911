import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { sha256 } from "../../platform/core/vault.ts";
import { maskAddress } from "./rules.ts";
import { selectByToken, useToken } from "./store.ts";

/**
 * Returns the masked address that a confirmation link would confirm. Throws NOT_FOUND for unknown, used and
 * expired links alike.
 */
export async function readConfirmation(ctx: RequestContext, { token }: { token: string }): Promise<string> {
  return maskAddress(await ctx.vault.open(orNotFound(await selectByToken(ctx.db, await sha256(token)))));
}

/**
 * Confirms the address to which the link was sent. Throws NOT_FOUND for unknown, used and expired links
 * alike.
 */
export async function confirmAddress(ctx: RequestContext, { token }: { token: string }): Promise<void> {
  const tokenHash = await sha256(token);
  await inTransaction(ctx, async (tx) => {
    const accountId = await useToken(tx, tokenHash);
    if (!accountId) throw notFound();
    await recordAudit(tx, ctx, { action: "mail.confirm", subjectKind: "account", subjectId: accountId });
  });
}
