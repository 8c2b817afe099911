import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { requireHeld, requireUnanswered } from "../rules.ts";
import type { DecisionAct, QuestionView } from "../schema.ts";
import { changeQuestion, type QuestionCommand } from "./change-question.ts";

/** A rejected question has no answer, also none that was withdrawn. */
const NO_ANSWER = {
  answer: null,
  answerFrom: null,
  answeredAt: null,
  answeredBy: null,
  answerWithdrawnAt: null,
  copiedFrom: null,
} as const;

/**
 * Rejects a held question with a reason that its askers read. A passed one is rejected only while nobody has
 * answered it; live pages then lose it. Throws as `changeQuestion` does, and QUESTION_STATE.
 */
export const rejectQuestion = (
  ctx: RequestContext,
  { id, questionId, reason, commandId }: DecisionAct<"reject">,
): Promise<QuestionView> => {
  const command: QuestionCommand = { id, questionId, commandId, action: "rejectQuestion", input: reason };
  return changeQuestion(ctx, command, (question, now) => {
    const passed = question.status === "passed";
    if (passed) requireUnanswered(question);
    else requireHeld(question);
    const decided = { decidedAt: now, decidedBy: accountIdOf(ctx.actor) };
    return {
      set: { ...NO_ANSWER, ...decided, status: "rejected", rejectReason: reason },
      tells: passed,
      hides: passed,
    };
  });
};
