import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { requireWatchable } from "../../livestream/index.ts";
import { deleteLink } from "../store/sources.ts";
import { changeLink } from "./change-link.ts";
import type { ShownPlatform } from "./platforms.ts";

/**
 * Removes the page on another platform. Throws NOT_FOUND without one, LIVESTREAM_INCOMPLETE for the last page
 * of an announced livestream that has no posting to show.
 */
export async function removeLink(
  ctx: RequestContext,
  { livestreamId, platform }: { livestreamId: string; platform: ShownPlatform },
): Promise<void> {
  await changeLink(ctx, { livestreamId, action: "unlink", platform }, async (tx, livestream) => {
    if (!(await deleteLink(tx, livestreamId, platform))) throw notFound();
    if (livestream.status === "announced") await requireWatchable(tx, livestreamId);
  });
}
