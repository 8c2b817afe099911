import type { RequestContext } from "../../../platform/context.ts";
import { peerCityOf } from "../../../platform/core/actor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import { getLivestream } from "../../livestream/index.ts";
import { refuseQuestion, requireCityQuota } from "../asking/requirements.ts";
import { normalForm } from "../reading/question.ts";
import { requireClean } from "../rules.ts";
import { addAsker, upsertQuestion } from "../store/ask.ts";
import { selectQuestion } from "../store/questions.ts";
import { tellQuestion } from "../tell-question.ts";
import { askersOfCity } from "../viewer.ts";
import type { AskCommand } from "./schema.ts";

/**
 * Takes a question that another city's node sends for one of its viewers, once per command. It is held as
 * those that are asked here, and counted with equal ones. A question that was rejected before is told again,
 * so that the new asker reads why. Throws NOT_FOUND unless the city may read the livestream, and as
 * `askQuestion` does.
 */
export async function receiveQuestion(
  ctx: RequestContext,
  { livestreamId: id, ...input }: AskCommand & { livestreamId: string },
): Promise<{ questionId: string }> {
  const city = orNotFound(peerCityOf(ctx.actor));
  const livestream = await getLivestream(ctx, { id });
  requireClean(input);
  const { askId, name, postingId, text } = input;
  const [asker] = await askersOfCity(ctx, id, { city, asker: input.asker });
  const ofCity = await ctx.vault.mac("livestream-asking-city", `${id} ${city}`);
  return inTransaction(ctx, (tx) =>
    runOnce(tx, ctx, { type: "livestream.ask", target: id, id: undefined, input }, async () => {
      await requireCityQuota(tx, orNotFound(asker), ofCity);
      const fresh = { id: ctx.ids.uuid(), livestreamId: id, postingId, text, norm: normalForm(text) };
      const questionId = (await upsertQuestion(tx, ctx, fresh)) ?? refuseQuestion(livestream);
      const person = { questionId, asker: orNotFound(asker), accountId: null, name, from: { city, askId } };
      if (await addAsker(tx, person))
        await recordAudit(tx, ctx, {
          action: "livestream.ask",
          subjectKind: "livestream",
          subjectId: id,
          city: livestream.homeCity,
          detail: { questionId, postingId, from: city },
        });
      const rejected = orNotFound(await selectQuestion(tx, questionId)).status === "rejected";
      await tellQuestion(tx, { questionId, first: !rejected });
      return { questionId };
    }),
  );
}
