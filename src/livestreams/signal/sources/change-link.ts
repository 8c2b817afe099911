import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { changeLivestream, type LockedLivestream } from "../../livestream/index.ts";
import { isTooLate } from "./change-sources.ts";
import type { ShownPlatform } from "./platforms.ts";

/**
 * Runs one change of a livestream's page on another platform, and tells live pages and the change feed of
 * it. Throws as changeSources does.
 */
export async function changeLink(
  ctx: RequestContext,
  asked: { livestreamId: string; action: "link" | "unlink"; platform: ShownPlatform },
  change: (tx: Tx, livestream: LockedLivestream) => Promise<void>,
): Promise<void> {
  const { livestreamId: id, action, platform } = asked;
  const command = { id, action, by: "home", tells: "changed", detail: { platform } } as const;
  await changeLivestream(ctx, command, async (livestream, tx) => {
    if (isTooLate(livestream))
      throw new AppError("LIVESTREAM_STATE", { facts: { status: livestream.status } });
    await change(tx, livestream);
    return {};
  });
}
