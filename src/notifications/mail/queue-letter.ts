import type { Tx } from "../../../db/client.ts";
import { putMessage } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import { sendMail } from "../tasks.ts";
import { LETTER_LIFE_S } from "./rules.ts";
import type { LetterContent } from "./schema.ts";

/**
 * Queues a letter, inside the given transaction. The letter is stored encrypted until it is sent, for at most
 * a day.
 */
export async function queueLetter(
  tx: Tx,
  ctx: RequestContext,
  letter: { accountId: string; to: string; content: LetterContent },
): Promise<void> {
  const id = ctx.ids.uuid();
  const sealed = await ctx.vault.seal(JSON.stringify(letter));
  await putMessage(tx, { id, sealed, lifeS: LETTER_LIFE_S, accountId: letter.accountId });
  await scheduleTask(tx, { task: sendMail, key: id, payload: { messageId: id } });
}
