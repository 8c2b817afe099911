import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/**
 * Passes a held or a rejected question: everybody reads it, and live pages are told. A passed one stays as it
 * is. Throws as `changeQuestion` does.
 */
export const passQuestion = (
  ctx: RequestContext,
  { id, questionId, commandId }: DecisionAct<"pass">,
): Promise<QuestionView> => {
  const command: QuestionCommand = { id, questionId, commandId, action: "passQuestion" };
  const decidedBy = accountIdOf(ctx.actor);
  return changeQuestion(ctx, command, ({ status }, now) =>
    status === "passed"
      ? null
      : { set: { status: "passed", rejectReason: null, decidedAt: now, decidedBy }, tells: true },
  );
};
