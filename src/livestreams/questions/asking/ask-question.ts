import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { getLivestream } from "../../livestream/index.ts";
import { toQuestion } from "../present.ts";
import { normalForm } from "../reading/question.ts";
import { sendQuestion } from "../remote/index.ts";
import { requireClean } from "../rules.ts";
import type { QuestionAction, QuestionView } from "../schema.ts";
import { addAsker, upsertQuestion } from "../store/ask.ts";
import { selectQuestion } from "../store/questions.ts";
import { tellQuestion } from "../tell-question.ts";
import { addressOf, requireAsker } from "../viewer.ts";
import { refuseQuestion, requireQuota } from "./requirements.ts";

/**
 * Asks a question about a livestream or a posting of its run sheet. It is held until an officer passes it;
 * the asker sees it at once. Who asks what somebody asked before is counted with them, each person once. A
 * question that the enterprise has answered at this posting comes back with that answer. One about a
 * livestream of another node is sent there.
 * `visitor` is the id in a visitor's cookie. Throws NOT_FOUND unless the caller may read the livestream,
 * LIVESTREAM_STATE after its end, INVALID_INPUT for a posting that is not shown there or a contact in the
 * text, RATE_LIMITED, SIGN_IN_REQUIRED for somebody without any identity.
 */
export async function askQuestion(
  ctx: RequestContext,
  asked: { id: string; visitor: string | null } & Omit<Extract<QuestionAction, { action: "ask" }>, "action">,
): Promise<QuestionView> {
  const { id, visitor, text, postingId, commandId } = asked;
  const livestream = await getLivestream(ctx, { id });
  requireClean(asked);
  const { asker, others } = await requireAsker(ctx, id, visitor);
  const address = await addressOf(ctx, id);
  const accountId = accountIdOf(ctx.actor);
  if (!livestream.hostedHere)
    return sendQuestion(ctx, { ...asked, livestream, asker, address, accountId, commandId });
  return inTransaction(ctx, async (tx) => {
    // The origin of a visitor's command is not this visitor, so only people with an account repeat commands.
    const own = { ...ctx, command: accountId ? ctx.command : null };
    const commandOnce = accountId ? commandId : undefined;
    const command = { type: "livestream.ask", target: id, id: commandOnce, input: asked };
    const questionId = await runOnce(tx, own, command, async () => {
      await requireQuota(tx, asker, address);
      const fresh = { id: ctx.ids.uuid(), livestreamId: id, postingId, text, norm: normalForm(text) };
      const found = (await upsertQuestion(tx, ctx, fresh)) ?? refuseQuestion(livestream);
      const name = accountId ? null : asked.name;
      if (await addAsker(tx, { questionId: found, asker, others, accountId, name }))
        await recordAudit(tx, ctx, {
          action: "livestream.ask",
          subjectKind: "livestream",
          subjectId: id,
          city: livestream.homeCity,
          detail: { questionId: found, postingId },
        });
      await tellQuestion(tx, { questionId: found, first: true });
      return found;
    });
    return toQuestion(orNotFound(await selectQuestion(tx, questionId)), "asker");
  });
}
