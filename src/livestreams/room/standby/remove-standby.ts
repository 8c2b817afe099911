import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { lockLivestream, requireControl } from "../../livestream/index.ts";
import { writeStandby } from "../store/settings.ts";
import { recordStandby } from "./record-standby.ts";

/**
 * Removes the standby film of a livestream. Without one, nothing changes. Throws NOT_FOUND unless the caller
 * is an officer of an organising city.
 */
export async function removeStandby(ctx: RequestContext, { id }: { id: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await lockLivestream(tx, id));
    requireControl(ctx.actor, livestream);
    const former = await writeStandby(tx, { livestreamId: id, fileId: null, by: accountIdOf(ctx.actor) });
    if (!former) return;
    await removeFile(tx, former);
    await recordStandby(tx, ctx, { livestream, action: "removeStandby", fileId: former });
    await tellLivestream(tx, ctx, id);
  });
  ctx.ring("tasks");
}
