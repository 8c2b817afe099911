import type { RequestContext } from "../../../platform/context.ts";
import { requireAnswered } from "../rules.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/**
 * Withdraws a written answer, also one of the enterprise: nobody reads it any more, here and at the posting.
 * Throws as `changeQuestion` does, QUESTION_STATE without an answer.
 */
export const withdrawAnswer = (
  ctx: RequestContext,
  { id, questionId, commandId }: DecisionAct<"withdrawAnswer">,
): Promise<QuestionView> => {
  const command: QuestionCommand = { id, questionId, commandId, action: "withdrawAnswer" };
  return changeQuestion(ctx, command, (question, now) => {
    requireAnswered(question);
    return { set: { answerWithdrawnAt: now }, tells: true, answers: true };
  });
};
