import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { requireCleanAnswer, requireNotOfEnterprise, requirePassed } from "../rules.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/**
 * Answers a passed question in writing, for the livestream's page. The enterprise's own answer is not
 * replaced. Throws as `changeQuestion` does, QUESTION_STATE, INVALID_INPUT for a contact or forbidden words.
 */
export const answerQuestion = (
  ctx: RequestContext,
  { id, questionId, text, commandId }: DecisionAct<"answer">,
): Promise<QuestionView> => {
  const command: QuestionCommand = { id, questionId, commandId, action: "answerQuestion", input: text };
  return changeQuestion(ctx, command, (question, now) => {
    requireCleanAnswer(text);
    requireNotOfEnterprise(requirePassed(question));
    const answered = { answeredAt: now, answeredBy: accountIdOf(ctx.actor), answerWithdrawnAt: null };
    return { set: { ...answered, answer: text, answerFrom: "officer", copiedFrom: null }, tells: true };
  });
};
