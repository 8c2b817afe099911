import type { RequestContext } from "../../../platform/context.ts";
import { getLivestream, type LivestreamView, type Phase } from "../../livestream/index.ts";
import { selectClips } from "../store/settings.ts";

/** Phases in which viewers see the clip: there is no picture, and the livestream is not over. */
const SHOWN: ReadonlySet<Phase> = new Set(["announced", "waiting", "interrupted"]);

/**
 * Returns the file of the clip that this reader sees now; null for none. Viewers see none while the picture
 * advances, and none after the end. The control room always sees it. The caller must have checked that the
 * reader may read the livestream.
 */
export async function clipFor(
  ctx: Pick<RequestContext, "db">,
  { id, phase, control }: Pick<LivestreamView, "id" | "phase" | "control">,
  { asViewer = false }: { asViewer?: boolean } = {},
): Promise<string | null> {
  const seen = asViewer && phase === "rehearsal" ? "waiting" : phase;
  if (!SHOWN.has(seen) && (asViewer || control === null)) return null;
  return (await selectClips(ctx.db, [id])).get(id) ?? null;
}

/** Returns the file of the clip as `clipFor`. Throws NOT_FOUND unless the caller may read the livestream. */
export const getClip = async (ctx: RequestContext, { id }: { id: string }): Promise<string | null> =>
  clipFor(ctx, await getLivestream(ctx, { id }));
