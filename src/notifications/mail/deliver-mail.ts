import { dropMessage, dropMessagesTo, takeMessage } from "../../identity/index.ts";
import type { Letter, RequestContext } from "../../platform/context.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { allIndexes } from "../../platform/core/vault.ts";
import { mailboxOf } from "./rules.ts";
import { type LetterContent, WaitingLetter } from "./schema.ts";
import { markFailing } from "./store.ts";
import { unsubscribeToken } from "./unsubscribe-token.ts";

/**
 * Writes the subject and the text of a letter from its content. `origin` is the base URL of links,
 * `unsubscribe` the URL of the unsubscribe link.
 */
export type WriteLetter = (
  content: LetterContent,
  links: { origin: string; unsubscribe: string },
) => Promise<Omit<Letter, "unsubscribe">>;

/**
 * Marks the account's address as failing after the mail server rejected it, and deletes the account's queued
 * messages. The address gets no letters until the person enters it again. Has no effect if the person has
 * replaced the address.
 */
async function stopMailing(ctx: RequestContext, accountId: string, addressIndexes: Buffer[]): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await markFailing(tx, accountId, addressIndexes))) return;
    await dropMessagesTo(tx, accountId);
    await recordAudit(tx, ctx, { action: "mail.failing", subjectKind: "account", subjectId: accountId });
  });
}

/**
 * Returns the task handler that sends one queued letter and deletes it. Deletes a letter older than a day
 * without sending it. Throws if a retry may help.
 * If the worker is killed after sending, the letter is sent again with the same Message-ID.
 */
export const deliverMail =
  (write: WriteLetter) =>
  async (ctx: RequestContext, { messageId }: { messageId: string }): Promise<void> => {
    const sealed = await takeMessage(ctx.db, messageId);
    if (!sealed) return dropMessage(ctx.db, messageId);
    if (!ctx.mail) throw new Error("no mail server is configured for this process");
    const { accountId, to, content } = WaitingLetter.parse(JSON.parse(await ctx.vault.open(sealed)));
    const addressIndexes = await allIndexes(ctx.vault, mailboxOf(to));
    const [addressIndex = Buffer.alloc(0)] = addressIndexes;
    const origin = ctx.config.origins[0] ?? "";
    const token = await unsubscribeToken(ctx, { accountId, addressIndex });
    const unsubscribe = `${origin}/mail/unsubscribe?token=${token}`;
    const letter = await write(content, { origin, unsubscribe });
    const outcome = await ctx.mail.send({ id: messageId, to, unsubscribe, ...letter });
    if (outcome !== "sent") ctx.log.warn({ messageId, outcome }, "a letter was refused for good");
    if (outcome === "noReceiver") await stopMailing(ctx, accountId, addressIndexes);
    await dropMessage(ctx.db, messageId);
  };
