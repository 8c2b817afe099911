import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { randomToken, sha256 } from "../../platform/core/vault.ts";
import { phoneOf } from "../phones.ts";
import { maskPhone } from "../rules.ts";
import type { SessionAnswer } from "../schema.ts";
import { accountOfLink, dropLinksOf, insertLink, useLink } from "../store/links.ts";
import { openSession, sessionAnswer } from "./open-session.ts";

/**
 * Creates a link that signs an account in once, within LINK_HOURS, and makes its earlier links invalid. For
 * the first administrator, and for a colleague where no gateway sends codes. The caller must check the right
 * to create it, and must be in a transaction. Returns the token, which is stored as a hash only.
 */
export async function issueSignInLink(
  tx: Tx,
  ctx: RequestContext,
  accountId: string,
): Promise<{ token: string; expiresAt: string }> {
  const token = randomToken();
  await dropLinksOf(tx, accountId);
  const expiresAt = await insertLink(tx, {
    tokenHash: await sha256(token),
    accountId,
    createdBy: accountIdOf(ctx.actor),
  });
  await recordAudit(tx, ctx, { action: "link.issue", subjectKind: "account", subjectId: accountId });
  return { token, expiresAt: expiresAt.toISOString() };
}

/** Makes the unused links of an account invalid. The caller must check the right, in a transaction. */
export async function endSignInLinks(tx: Tx, ctx: RequestContext, accountId: string): Promise<void> {
  await dropLinksOf(tx, accountId);
  await recordAudit(tx, ctx, { action: "link.end", subjectKind: "account", subjectId: accountId });
}

const ended = () => new AppError("LINK_ENDED");

/**
 * Returns the masked phone of the account that a link signs in, without using the link. Throws LINK_ENDED for
 * a link that is unknown, used or expired.
 */
export async function readSignInLink(ctx: RequestContext, token: string): Promise<{ phoneMasked: string }> {
  const accountId = await accountOfLink(ctx.db, await sha256(token));
  if (!accountId) throw ended();
  return { phoneMasked: maskPhone(await phoneOf(ctx, ctx.db, accountId)) };
}

/**
 * Exchanges a link for a session, and ends the caller's previous session. Throws LINK_ENDED for a link that
 * is unknown, used or expired; of two concurrent requests one gets a session.
 */
export async function signInByLink(ctx: RequestContext, token: string): Promise<SessionAnswer> {
  const tokenHash = await sha256(token);
  const opened = await inTransaction(ctx, async (tx) => {
    const accountId = await accountOfLink(tx, tokenHash);
    if (!accountId || !(await useLink(tx, tokenHash))) throw ended();
    const session = await openSession(tx, ctx, accountId);
    await recordAudit(tx, ctx, {
      action: "session.start",
      subjectKind: "account",
      subjectId: accountId,
      detail: { by: "link" },
    });
    return session;
  });
  return sessionAnswer(ctx, opened);
}
