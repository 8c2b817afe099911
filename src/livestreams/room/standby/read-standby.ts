import type { RequestContext } from "../../../platform/context.ts";
import { getLivestream, type LivestreamView, type Phase } from "../../livestream/index.ts";
import { selectStandbys, selectStandbyUrl } from "../store/settings.ts";

/** Phases in which viewers see it: there is no picture for them, and the livestream is not over. */
const SHOWN: ReadonlySet<Phase> = new Set(["announced", "waiting", "rehearsal", "interrupted"]);

/**
 * A standby film. `shown`: viewers see it now. `url`: a path here, or a whole address at the home of a copy,
 * whose file is not here.
 */
export type Standby = { fileId: string | null; url: string; shown: boolean };

/**
 * Returns the standby film of a livestream; null for none. Viewers see none while the picture advances, and
 * none after the end. The caller must have checked that the reader may read the livestream.
 */
export async function standbyOf(
  ctx: Pick<RequestContext, "db">,
  { id, phase, hostedHere }: Pick<LivestreamView, "id" | "phase" | "hostedHere">,
): Promise<Standby | null> {
  const shown = SHOWN.has(phase);
  if (!hostedHere) {
    const url = await selectStandbyUrl(ctx.db, id);
    return url === null ? null : { fileId: null, url, shown };
  }
  const fileId = (await selectStandbys(ctx.db, [id])).get(id);
  return fileId ? { fileId, url: `/livestreams/${id}/standby`, shown } : null;
}

/**
 * Returns the file of the standby film that this reader may watch now; null for none. The control room may
 * always watch it. Throws NOT_FOUND unless the caller may read the livestream.
 */
export async function watchedStandby(ctx: RequestContext, { id }: { id: string }): Promise<string | null> {
  const livestream = await getLivestream(ctx, { id });
  const standby = await standbyOf(ctx, livestream);
  return standby && (standby.shown || livestream.control !== null) ? standby.fileId : null;
}
