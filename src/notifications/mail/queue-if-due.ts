import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { queueLetter } from "./queue-letter.ts";
import type { LetterContent } from "./schema.ts";
import { lockTurn, markWritten, selectReaders } from "./store.ts";

/** Returns the accounts among these that get e-mail. Returns none if the site sends no e-mail. */
export async function mailReaders(
  ctx: RequestContext,
  db: DbOrTx,
  accountIds: string[],
): Promise<Set<string>> {
  return ctx.config.mail ? selectReaders(db, accountIds) : new Set();
}

/**
 * Queues a letter with the result of `content`, unless this function queued one for the person within the
 * last LETTER_EVERY_HOURS. Queues none if `content` returns null.
 * Returns true if a letter was queued. Only one of several concurrent calls for one person queues a letter.
 */
export async function queueLetterIfDue(
  tx: Tx,
  ctx: RequestContext,
  letter: { accountId: string; content: () => Promise<LetterContent | null> },
): Promise<boolean> {
  const { accountId } = letter;
  const sealed = await lockTurn(tx, accountId);
  if (!sealed) return false;
  const content = await letter.content();
  if (!content) return false;
  await markWritten(tx, accountId);
  await queueLetter(tx, ctx, { accountId, to: await ctx.vault.open(sealed), content });
  return true;
}
