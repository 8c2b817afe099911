import type { RequestContext } from "../../../platform/context.ts";
import { getLivestream, type LivestreamView, type Phase } from "../../livestream/index.ts";
import { selectClips } from "../store/settings.ts";

/** Phases in which viewers see the clip: there is no picture for them, and the livestream is not over. */
const SHOWN: ReadonlySet<Phase> = new Set(["announced", "waiting", "rehearsal", "interrupted"]);

/** A clip. `shown`: viewers see it now. */
export type Clip = { fileId: string; shown: boolean };

/**
 * Returns the clip of a livestream; null for none. Viewers see none while the picture advances, and none
 * after the end. The caller must have checked that the reader may read the livestream.
 */
export async function clipOf(
  ctx: Pick<RequestContext, "db">,
  { id, phase }: Pick<LivestreamView, "id" | "phase">,
): Promise<Clip | null> {
  const fileId = (await selectClips(ctx.db, [id])).get(id);
  return fileId ? { fileId, shown: SHOWN.has(phase) } : null;
}

/**
 * Returns the file of the clip that this reader may watch now; null for none. The control room may always
 * watch it. Throws NOT_FOUND unless the caller may read the livestream.
 */
export async function watchedClip(ctx: RequestContext, { id }: { id: string }): Promise<string | null> {
  const livestream = await getLivestream(ctx, { id });
  const clip = await clipOf(ctx, livestream);
  return clip && (clip.shown || livestream.control !== null) ? clip.fileId : null;
}
