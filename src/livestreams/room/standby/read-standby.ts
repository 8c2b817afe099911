import type { RequestContext } from "../../../platform/context.ts";
import { getLivestream, type LivestreamView, type Phase } from "../../livestream/index.ts";
import { selectStandbys } from "../store/settings.ts";

/** Phases in which viewers see it: there is no picture for them, and the livestream is not over. */
const SHOWN: ReadonlySet<Phase> = new Set(["announced", "waiting", "rehearsal", "interrupted"]);

/** A standby film. `shown`: viewers see it now. */
export type Standby = { fileId: string; shown: boolean };

/**
 * Returns the standby film of a livestream; null for none. Viewers see none while the picture advances, and
 * none after the end. The caller must have checked that the reader may read the livestream.
 */
export async function standbyOf(
  ctx: Pick<RequestContext, "db">,
  { id, phase }: Pick<LivestreamView, "id" | "phase">,
): Promise<Standby | null> {
  const fileId = (await selectStandbys(ctx.db, [id])).get(id);
  return fileId ? { fileId, shown: SHOWN.has(phase) } : null;
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
