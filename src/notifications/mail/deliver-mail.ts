import { dropMessage, dropMessagesTo, takeMessage } from "../../identity/index.ts";
import type { Letter, RequestContext } from "../../platform/context.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { mailboxOf } from "./rules.ts";
import { type LetterContent, WaitingLetter } from "./schema.ts";
import { markFailing } from "./store.ts";
import { unsubscribeToken } from "./unsubscribe-token.ts";

/**
 * Words a letter's content. `origin` is the base of its links, `unsubscribe` the link that ends all letters.
 */
export type WriteLetter = (
  content: LetterContent,
  links: { origin: string; unsubscribe: string },
) => Promise<Omit<Letter, "unsubscribe">>;

/** The address takes no mail. It is marked and gets no further letters until it is given again. */
async function giveUp(ctx: RequestContext, accountId: string, addressIndex: Buffer): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    if (!(await markFailing(tx, accountId, addressIndex))) return;
    await dropMessagesTo(tx, accountId);
    await recordAudit(tx, ctx, { action: "mail.failing", subjectKind: "account", subjectId: accountId });
  });
}

/**
 * Sends one queued letter and deletes it. Drops one older than a day. Throws if a retry may help.
 * A worker killed after sending sends it again under the same Message-ID.
 */
export const deliverMail =
  (write: WriteLetter) =>
  async (ctx: RequestContext, { messageId }: { messageId: string }): Promise<void> => {
    const sealed = await takeMessage(ctx.db, messageId);
    if (!sealed) return dropMessage(ctx.db, messageId);
    if (!ctx.mail) throw new Error("no mail server is configured for this process");
    const { accountId, to, content } = WaitingLetter.parse(JSON.parse(await ctx.vault.open(sealed)));
    const addressIndex = await ctx.vault.index(mailboxOf(to));
    const origin = ctx.config.origins[0] ?? "";
    const token = await unsubscribeToken(ctx, { accountId, addressIndex });
    const unsubscribe = `${origin}/mail/unsubscribe?token=${token}`;
    const letter = await write(content, { origin, unsubscribe });
    const outcome = await ctx.mail.send({ id: messageId, to, unsubscribe, ...letter });
    if (outcome !== "sent") ctx.log.warn({ messageId, outcome }, "a letter was refused for good");
    if (outcome === "noReceiver") await giveUp(ctx, accountId, addressIndex);
    await dropMessage(ctx.db, messageId);
  };
