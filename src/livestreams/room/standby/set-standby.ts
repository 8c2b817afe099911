import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { putFile, removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { controlledLivestream, lockLivestream, phaseOf, requireControl } from "../../livestream/index.ts";
import { writeStandby } from "../store/settings.ts";
import { isOverPhase, recordStandby } from "./record-standby.ts";

/**
 * Stores a film as the standby film that viewers see while there is no picture, in place of a former one.
 * Throws NOT_FOUND unless the caller is an officer of an organising city, LIVESTREAM_STATE if the livestream
 * is over, and as `putFile` does for the file.
 */
export async function setStandby(
  ctx: RequestContext,
  { id, body, bytes = null }: { id: string; body: ReadableStream<Uint8Array>; bytes?: number | null },
): Promise<void> {
  const { phase } = await controlledLivestream(ctx, id);
  if (isOverPhase(phase)) {
    await body.cancel().catch(() => undefined);
    throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
  }
  await putFile(ctx, {
    use: "film",
    owner: { kind: "livestream", id },
    body,
    bytes,
    within: async (tx, file) => {
      const livestream = orNotFound(await lockLivestream(tx, id));
      requireControl(ctx.actor, livestream);
      const now = phaseOf(livestream, livestream.now);
      if (isOverPhase(now)) throw new AppError("LIVESTREAM_STATE", { facts: { phase: now } });
      const former = await writeStandby(tx, {
        livestreamId: id,
        fileId: file.id,
        by: accountIdOf(ctx.actor),
      });
      if (former) await removeFile(tx, former);
      await recordStandby(tx, ctx, { livestream, action: "setStandby", fileId: file.id });
      await tellLivestream(tx, ctx, id);
    },
  });
  ctx.ring("tasks");
}
