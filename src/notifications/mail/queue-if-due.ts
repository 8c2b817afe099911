import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { queueLetter } from "./queue-letter.ts";
import type { LetterContent } from "./schema.ts";
import { lockTurn, markWritten, selectReaders } from "./store.ts";

/** Returns those of these people who get e-mail; none if the site sends none. */
export async function mailReaders(
  ctx: RequestContext,
  db: DbOrTx,
  accountIds: string[],
): Promise<Set<string>> {
  return ctx.config.mail ? selectReaders(db, accountIds) : new Set();
}

/**
 * Queues one letter to a person whose turn it is, with the result of `content`. A person has one turn every
 * four hours, also under concurrency. Returns whether a letter was queued.
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
