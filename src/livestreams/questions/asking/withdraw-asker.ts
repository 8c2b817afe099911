import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { agreementReference, appendEvent, lockLivestream } from "../../livestream/index.ts";
import { removeAsker } from "../store/ask.ts";
import { removeFromEvents } from "../store/questions.ts";
import { selectToldRev } from "../store/versions.ts";

/**
 * Deletes the link of a viewer to a question, in a transaction. A question that nobody else asked and nobody
 * answered is deleted too, and live pages lose it. Throws NOT_FOUND unless the viewer asked it.
 */
export async function withdrawAsker(
  tx: Tx,
  ctx: RequestContext,
  { id, questionId, askers }: { id: string; questionId: string; askers: readonly Buffer[] },
): Promise<void> {
  const { agreementId, homeCity } = orNotFound(await lockLivestream(tx, id));
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
  await appendEvent(tx, id, { kind: "question", data: { id: questionId, postingId: null, state: "gone" } });
  if (told === 0) return;
  await emit(tx, {
    city: homeCity,
    audience: "public",
    kind: "livestreamQuestion",
    id: questionId,
    rev: told + 1,
    op: "close",
    agreement: await agreementReference(tx, agreementId),
    payload: { livestreamId: id },
  });
}
