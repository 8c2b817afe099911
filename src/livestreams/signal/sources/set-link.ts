import type { RequestContext } from "../../../platform/context.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { LinkInput } from "../schema.ts";
import { writeLink } from "../store/sources.ts";
import { changeLink } from "./change-link.ts";
import { isPlatformAddress } from "./platforms.ts";

/**
 * Sets the page of a livestream on another platform, one for each platform. Throws INVALID_INPUT for an
 * address that is not the platform's, else as changeSources does.
 */
export async function setLink(
  ctx: RequestContext,
  { livestreamId, ...given }: { livestreamId: string } & LinkInput,
): Promise<void> {
  const { platform, url } = LinkInput.parse(given);
  await changeLink(ctx, { livestreamId, action: "link", platform }, async (tx) => {
    if (!isPlatformAddress(platform, url)) throw invalid("url", "NOT_OF_PLATFORM");
    await writeLink(tx, { id: ctx.ids.uuid(), livestreamId, platform, url });
  });
}
