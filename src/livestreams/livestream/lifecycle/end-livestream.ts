import type { RequestContext } from "../../../platform/context.ts";
import { changeLivestream } from "../change-livestream.ts";
import { requireAction } from "../rules.ts";
import type { LivestreamAct, LivestreamView } from "../schema.ts";
import { closePin } from "../store/pins.ts";

/**
 * Ends a livestream that is on air, also while its signal is lost. Throws NOT_FOUND unless the caller is an
 * officer of an organising city, LIVESTREAM_STATE if it is not on air or over by itself.
 */
export const endLivestream = (
  ctx: RequestContext,
  { id, ...act }: LivestreamAct<"end">,
): Promise<LivestreamView> =>
  changeLivestream(ctx, { id, ...act, by: "control", tells: "ended" }, async (livestream, tx) => {
    const { now } = livestream;
    requireAction(livestream, "end", now);
    await closePin(tx, id, "over");
    return { status: "ended", endedAt: now };
  });
