import type { RequestContext } from "../../../platform/context.ts";
import { changeMedia } from "./change-media.ts";
import type { MediaUse } from "./schema.ts";

/**
 * Removes the poster or the captions of a livestream. Does nothing without them. From its commit on nobody
 * reads the file. Throws as `requireMediaEditor` does.
 */
export async function removeMedia(
  ctx: RequestContext,
  { id, use }: { id: string; use: MediaUse },
): Promise<void> {
  const action = use === "poster" ? "removePoster" : "removeCaptions";
  await changeMedia(ctx, { id, use, action }, async () => undefined);
}
