import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { tellLivestream } from "../copies/telling/index.ts";
import { lockLivestream, requireControl } from "../livestream/index.ts";
import type { RecordingAction } from "./schema.ts";
import { writeHidden } from "./store/shown.ts";

/**
 * Takes a recording with its film and clips out of public view, with a reason, or shows it again. The whole
 * recording stays as evidence. Throws NOT_FOUND unless the caller is an officer of an organising city.
 */
export async function setRecordingVisibility(
  ctx: RequestContext,
  { id, recordingId, ...act }: { id: string; recordingId: string } & RecordingAction,
): Promise<void> {
  const reason = act.action === "hide" ? act.reason : null;
  await inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await lockLivestream(tx, id));
    requireControl(ctx.actor, livestream);
    const of = { livestreamId: id, recordingId, reason, by: accountIdOf(ctx.actor) };
    if (!(await writeHidden(tx, of))) throw notFound();
    await recordAudit(tx, ctx, {
      action: `livestream.${act.action}Recording`,
      subjectKind: "livestream",
      subjectId: id,
      city: livestream.homeCity,
      detail: { recording: recordingId, ...(reason === null ? {} : { reason }) },
    });
    await tellLivestream(tx, ctx, id);
  });
}
