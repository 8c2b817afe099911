import type { RequestContext } from "../../../platform/context.ts";
import { requirePassed, requireUnanswered } from "../rules.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/**
 * Chooses a passed question for the presenter's page, or takes the choice back. The public does not read it.
 * Throws as `changeQuestion` does, QUESTION_STATE unless the question is passed and unanswered.
 */
export const chooseQuestion = (
  ctx: RequestContext,
  { id, questionId, chosen, commandId }: DecisionAct<"choose">,
): Promise<QuestionView> => {
  const action = chosen ? "chooseQuestion" : "unchooseQuestion";
  const command: QuestionCommand = { id, questionId, commandId, action };
  return changeQuestion(ctx, command, (question, now) => {
    requireUnanswered(requirePassed(question));
    if ((question.chosenAt !== null) === chosen) return null;
    return { set: { chosenAt: chosen ? now : null }, tells: false };
  });
};
