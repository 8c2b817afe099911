import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { agreementReference, appendEvent, getLivestream, lockLivestream } from "../livestream/index.ts";
import { removeAsker } from "./store/ask.ts";
import { removeFromEvents } from "./store/questions.ts";
import { selectToldRev } from "./store/versions.ts";
import { askersOf } from "./viewer.ts";

/**
 * Takes back a question: the caller's link to it is deleted. A question that nobody else asked and nobody
 * answered is deleted too, and live pages lose it. Throws NOT_FOUND unless the caller asked it.
 */
export async function takeBackQuestion(
  ctx: RequestContext,
  { id, questionId, visitor }: { id: string; questionId: string; visitor: string | null },
): Promise<void> {
  const { homeCity } = await getLivestream(ctx, { id });
  const askers = await askersOf(ctx, id, visitor);
  orNotFound(askers[0]);
  await inTransaction(ctx, async (tx) => {
    const { agreementId } = orNotFound(await lockLivestream(tx, id));
    const told = await selectToldRev(tx, questionId);
    const outcome = orNotFound(await removeAsker(tx, { livestreamId: id, questionId, askers }));
    await recordAudit(tx, ctx, {
      action: "livestream.takeBackQuestion",
      subjectKind: "livestream",
      subjectId: id,
      city: homeCity,
      detail: { questionId },
    });
    if (outcome !== "hidden") return;
    await removeFromEvents(tx, { livestreamId: id, questionId });
    const data = { id: questionId, postingId: null, state: "gone" };
    await appendEvent(tx, id, { kind: "question", data });
    if (told === 0) return;
    const record = {
      city: homeCity,
      audience: "public",
      kind: "livestreamQuestion",
      id: questionId,
    } as const;
    const agreement = await agreementReference(tx, agreementId);
    await emit(tx, { ...record, rev: told + 1, op: "close", agreement, payload: { livestreamId: id } });
  });
}
