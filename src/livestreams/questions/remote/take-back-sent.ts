import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import type { LivestreamView } from "../../livestream/index.ts";
import { sendAct } from "./send-question.ts";
import { deleteSent } from "./store.ts";

/**
 * Takes back a question that was sent to the home of a copied livestream. Its text is gone here at once, and
 * the home is told, unless it refused the question. Throws NOT_FOUND unless the caller sent it.
 */
export async function takeBackSent(
  ctx: RequestContext,
  {
    livestream: { id, homeCity },
    questionId,
    askers,
  }: { livestream: LivestreamView; questionId: string; askers: readonly Buffer[] },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const gone = orNotFound(await deleteSent(tx, { livestreamId: id, id: questionId, askers }));
    await recordAudit(tx, ctx, {
      action: "livestream.takeBackQuestion",
      subjectKind: "livestream",
      subjectId: id,
      city: homeCity,
      detail: { askId: questionId },
    });
    if (gone.refusal !== null) return;
    const act = { type: "takeBackQuestion", payload: { askId: questionId } } as const;
    await sendAct(tx, ctx, { id, homeCity, ...gone }, act);
  });
  ctx.ring("changes");
}
