import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { deleteLink } from "../store/sources.ts";
import { changeSources } from "./change-sources.ts";
import type { ShownPlatform } from "./platforms.ts";

/** Removes the page on another platform, with its figures. Throws NOT_FOUND without one. */
export async function removeLink(
  ctx: RequestContext,
  { livestreamId, platform }: { livestreamId: string; platform: ShownPlatform },
): Promise<void> {
  await changeSources(ctx, { livestreamId, action: "unlink", detail: { platform } }, async (tx) => {
    if (!(await deleteLink(tx, livestreamId, platform))) throw notFound();
  });
}
