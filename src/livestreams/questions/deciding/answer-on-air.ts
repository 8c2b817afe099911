import type { RequestContext } from "../../../platform/context.ts";
import { requirePassed } from "../rules.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/** Notes that a passed question was answered on air. The first time counts. Throws QUESTION_STATE. */
export const answerOnAir = (
  ctx: RequestContext,
  { id, questionId, commandId }: DecisionAct<"onAir">,
): Promise<QuestionView> => {
  const command: QuestionCommand = { id, questionId, commandId, action: "answerOnAir" };
  return changeQuestion(ctx, command, (question, now) =>
    requirePassed(question).onAirAt === null ? { set: { onAirAt: now }, tells: true } : null,
  );
};
