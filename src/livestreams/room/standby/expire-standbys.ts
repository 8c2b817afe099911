import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { lockLivestream } from "../../livestream/index.ts";
import { selectExpiredStandbys, writeStandby } from "../store/settings.ts";

/** Standby films that one run removes. */
const AT_ONCE = 50;

/**
 * Removes the standby films of livestreams that ended more than a day ago: nobody sees them any more. It
 * finds its work in the rows, so a lost run is made up by the next. Returns the number of standby films.
 */
export async function expireStandbys(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  let removed = 0;
  for (const id of await selectExpiredStandbys(ctx.db, AT_ONCE)) {
    await inTransaction(ctx, async (tx) => {
      const livestream = await lockLivestream(tx, id);
      const fileId = await writeStandby(tx, { livestreamId: id, fileId: null, by: null });
      if (!livestream || !fileId) return;
      await removeFile(tx, fileId);
      const subject = { subjectKind: "livestream", subjectId: id, city: livestream.homeCity };
      await recordAudit(tx, ctx, { action: "livestream.removeStandby", ...subject, detail: { fileId } });
      await tellLivestream(tx, ctx, id);
      removed += 1;
    });
  }
  if (removed > 0) ctx.ring("tasks");
  return removed;
}
