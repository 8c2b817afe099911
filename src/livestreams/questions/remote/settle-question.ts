import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { AskAnswer, AskCommand } from "./schema.ts";
import { settleSent } from "./store.ts";

/** Returns the id of the home's question in its answer. Null for an answer of another form. */
function questionIn(answer: string | null): string | null {
  try {
    const { data } = AskAnswer.safeParse(JSON.parse(answer ?? ""));
    return data?.result.questionId ?? null;
  } catch {
    return null;
  }
}

/**
 * Notes what the home of a livestream answered to a question: its id there, or why it is not asked. `code` is
 * the code of a refusal. One that nobody answered in time expired. Nothing follows for one that was taken
 * back meanwhile.
 */
export async function settleQuestion(
  ctx: RequestContext,
  {
    body,
    state,
    answer,
    code,
  }: { body: string; state: "done" | "refused" | "expired"; answer: string | null; code: string | null },
): Promise<void> {
  requireSystem(ctx.actor);
  const { askId } = AskCommand.parse(JSON.parse(body).payload);
  const questionId = state === "done" ? questionIn(answer) : null;
  const refusal = questionId === null ? (code ?? "COMMAND_EXPIRED") : null;
  await inTransaction(ctx, (tx) => settleSent(tx, askId, { questionId, refusal }));
}
