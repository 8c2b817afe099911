import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { removeFile } from "../../../platform/files/index.ts";
import { lockLivestream, requireControl } from "../../livestream/index.ts";
import { writeClip } from "../store/settings.ts";
import { recordClip } from "./record-clip.ts";

/**
 * Removes the clip of a livestream. Without one, nothing changes. Throws NOT_FOUND unless the caller is an
 * officer of an organising city.
 */
export async function removeClip(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await lockLivestream(tx, id));
    requireControl(ctx.actor, livestream);
    const former = await writeClip(tx, { livestreamId: id, fileId: null, by: accountIdOf(ctx.actor) });
    if (!former) return;
    await removeFile(tx, former);
    await recordClip(tx, ctx, { livestream, action: "removeClip", fileId: former });
  });
  ctx.ring("tasks");
}
