import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { requireMemberOf } from "../../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import { lockLivestream, requireHostedHere } from "../../livestream/index.ts";
import { toQuestion } from "../present.ts";
import { requireAnswered, requireCleanAnswer, requirePassed } from "../rules.ts";
import type { EnterpriseAnswer, QuestionView } from "../schema.ts";
import { livestreamOfQuestion, selectPostingOwner } from "../store/of-posting.ts";
import { lockQuestion, type QuestionRow } from "../store/questions.ts";
import { type Decision, recordQuestion } from "./change-question.ts";

type Act = { postingId: string } & EnterpriseAnswer;

function decide(
  ctx: RequestContext,
  act: Act,
  { question, now }: { question: QuestionRow; now: Date },
): Decision {
  requirePassed(question);
  if (act.action === "withdrawAnswer") {
    requireAnswered(question);
    orNotFound(question.answerFrom === "enterprise" ? question : undefined);
    return { set: { answerWithdrawnAt: now }, tells: true, answers: true };
  }
  requireCleanAnswer(act.text);
  const answeredBy = accountIdOf(ctx.actor);
  return {
    set: { answer: act.text, answerFrom: "enterprise", answeredAt: now, answeredBy, answerWithdrawnAt: null },
    tells: true,
    answers: true,
  };
}

/**
 * Answers a passed question about a posting of the caller's enterprise, or withdraws that answer. The answer
 * stands at the posting until it expires, and live pages are told. It replaces one of an officer. Throws
 * NOT_FOUND unless the caller is a member of the posting's enterprise and the question is about it. Throws
 * QUESTION_STATE unless it was passed, and for a new answer if the posting is over or its enterprise
 * suspended, INVALID_INPUT for a contact or forbidden words.
 */
export const answerAsEnterprise = (ctx: RequestContext, act: Act): Promise<QuestionView> =>
  inTransaction(ctx, async (tx) => {
    const { postingId, questionId, action, commandId: id } = act;
    const owner = orNotFound(await selectPostingOwner(tx, postingId));
    requireMemberOf(ctx.actor, owner.enterpriseId);
    const livestreamId = orNotFound(await livestreamOfQuestion(tx, { postingId, id: questionId }));
    const command = { type: `livestream.${action}AsEnterprise`, target: postingId, id, input: act };
    return runOnce(tx, ctx, command, async () => {
      if (action === "answer" && !owner.live)
        throw new AppError("QUESTION_STATE", { facts: { state: "postingOver" } });
      const of = orNotFound(await lockLivestream(tx, livestreamId));
      requireHostedHere(of);
      const question = orNotFound(await lockQuestion(tx, { livestreamId, id: questionId }));
      // An answer that was copied from an earlier livestream is changed where it was given.
      orNotFound(question.copiedFrom === null ? question : undefined);
      const decision = decide(ctx, act, { question, now: of.now });
      const row = await recordQuestion(tx, ctx, { of, question, action: `${action}AsEnterprise`, decision });
      return toQuestion(row, "public");
    });
  });
