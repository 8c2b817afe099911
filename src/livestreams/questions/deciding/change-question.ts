import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import {
  appendEvent,
  type LockedLivestream,
  lockLivestream,
  requireControl,
} from "../../livestream/index.ts";
import { tellAskers, tellEnterprise } from "../notices.ts";
import { toQuestion } from "../present.ts";
import type { QuestionView } from "../schema.ts";
import {
  lockQuestion,
  type QuestionChange,
  type QuestionRow,
  removeFromEvents,
  selectQuestion,
  updateQuestion,
} from "../store/questions.ts";
import { tellQuestion } from "../tell-question.ts";

export type QuestionCommand = {
  id: string;
  questionId: string;
  action: string;
  commandId?: string | undefined;
  input?: unknown;
};

/**
 * A change of a question. `answers`: it changes the answer, also where other questions show it. `hides`: the
 * public read the question and reads it no more, also not in earlier live events.
 */
export type Decision = { set: QuestionChange; tells: boolean; answers?: boolean; hides?: boolean };

/**
 * Writes a decision with its audit row and notices, and tells live pages of the question. The caller has
 * locked both.
 */
export async function recordQuestion(
  tx: Tx,
  ctx: RequestContext,
  {
    of,
    question,
    action,
    decision,
  }: {
    of: Pick<LockedLivestream, "id" | "homeCity" | "announcedAt">;
    question: QuestionRow;
    action: string;
    decision: Decision;
  },
): Promise<QuestionRow> {
  const { id: questionId, postingId } = question;
  await updateQuestion(tx, questionId, decision.set, { withCopies: decision.answers ?? false });
  const after = orNotFound(await selectQuestion(tx, questionId));
  await recordAudit(tx, ctx, {
    action: `livestream.${action}`,
    subjectKind: "livestream",
    subjectId: of.id,
    city: of.homeCity,
    detail: { questionId, postingId, rev: after.rev },
  });
  const { set } = decision;
  if (set.status === "passed" && question.status !== "passed") await tellEnterprise(tx, ctx, questionId);
  if (set.onAirAt) await tellAskers(tx, ctx, { questionId, how: "onAir" });
  if (set.answer) await tellAskers(tx, ctx, { questionId, how: "answered" });
  if (decision.hides) await removeFromEvents(tx, { livestreamId: of.id, questionId });
  if (decision.tells && of.announcedAt !== null) {
    const data = decision.hides ? { id: questionId, postingId, state: "gone" } : toQuestion(after, "public");
    await appendEvent(tx, of.id, { kind: "question", data });
  }
  if (of.announcedAt !== null && (decision.tells || set.status === "rejected"))
    await tellQuestion(tx, { questionId, withCopies: decision.answers ?? false });
  return after;
}

/**
 * Runs one decision of an officer about a question, once per command. Throws NOT_FOUND unless the caller is
 * an officer of an organising city and the question is one of the livestream, and the errors of `decide`.
 */
export const changeQuestion = (
  ctx: RequestContext,
  asked: QuestionCommand,
  decide: (question: QuestionRow, now: Date) => Decision | null,
): Promise<QuestionView> =>
  inTransaction(ctx, async (tx) => {
    const of = orNotFound(await lockLivestream(tx, asked.id));
    requireControl(ctx.actor, of);
    const { id: target, questionId, action, commandId: id, input = null } = asked;
    const command = { type: `livestream.${action}`, target, id, input: { questionId, input } };
    // The stored result of a command holds no form of address, so the question is read after it.
    await runOnce(tx, ctx, command, async () => {
      const question = orNotFound(await lockQuestion(tx, { livestreamId: target, id: questionId }));
      const decision = decide(question, of.now);
      if (decision) await recordQuestion(tx, ctx, { of, question, action, decision });
      return null;
    });
    return toQuestion(orNotFound(await selectQuestion(tx, questionId)), "control");
  });
