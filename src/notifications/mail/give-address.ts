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

/** Nobody is bombed: neither by one person, nor by many who name the same mailbox. */
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
 * Takes the caller's e-mail address in place of the one before and sends a letter with a link to confirm it; one that is
 * confirmed already is left as it is. NOT_FOUND where no e-mail is sent, MAIL_DAILY_LIMIT after five letters a day to
 * anybody or three to this mailbox.
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
