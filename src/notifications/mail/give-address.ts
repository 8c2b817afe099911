import type { Tx } from "../../../db/client.ts";
import { dropMessagesTo, takeQuota } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { randomToken, sha256 } from "../../platform/core/vault.ts";
import { queueLetter } from "./queue-letter.ts";
import { getMail } from "./read-mail.ts";
import { CONFIRMS_PER_ACCOUNT, CONFIRMS_PER_MAILBOX, mailboxOf } from "./rules.ts";
import type { MailInput, MailView } from "./schema.ts";
import { putAddress, selectAddress } from "./store.ts";

/**
 * Counts a confirmation letter against the daily limits per person and per mailbox, so that nobody can flood
 * a mailbox. Throws MAIL_DAILY_LIMIT.
 */
async function countLetter(tx: Tx, accountId: string, addressIndex: Buffer): Promise<void> {
  const limits = [
    { name: `mail by ${accountId}`, limit: CONFIRMS_PER_ACCOUNT },
    { name: `mail to ${addressIndex.toString("base64url")}`, limit: CONFIRMS_PER_MAILBOX },
  ];
  for (const quota of limits)
    if (!(await takeQuota(tx, { ...quota, window: "day" })))
      throw new AppError("MAIL_DAILY_LIMIT", { retryAfterS: 86_400 });
}

/**
 * Replaces the caller's e-mail address and sends a letter with a confirmation link. Changes nothing if the
 * same address is already confirmed.
 * Throws NOT_FOUND if the site sends no e-mail, MAIL_DAILY_LIMIT after five letters a day by one person or
 * three to one mailbox.
 */
export async function giveAddress(ctx: RequestContext, { address }: MailInput): Promise<MailView> {
  const { accountId } = requireAccount(ctx.actor);
  if (!ctx.config.mail) throw notFound();
  const token = randomToken();
  const [addressIndex, addressSealed, tokenHash] = await Promise.all([
    ctx.vault.index(mailboxOf(address)),
    ctx.vault.seal(address),
    sha256(token),
  ]);
  await inTransaction(ctx, async (tx) => {
    const kept = await selectAddress(tx, accountId);
    if (kept?.confirmedAt && !kept.failingAt && kept.addressIndex.equals(addressIndex)) return;
    await putAddress(tx, { accountId, addressIndex, addressSealed, tokenHash });
    await dropMessagesTo(tx, accountId);
    await queueLetter(tx, ctx, { accountId, to: address, content: { kind: "confirm", token } });
    await recordAudit(tx, ctx, { action: "mail.give", subjectKind: "account", subjectId: accountId });
    await countLetter(tx, accountId, addressIndex);
  });
  ctx.ring("tasks");
  return getMail(ctx);
}
