import type { RequestContext } from "../../../platform/context.ts";
import { changeLivestream } from "../change-livestream.ts";
import { requireAction } from "../rules.ts";
import type { LivestreamAct, LivestreamView } from "../schema.ts";
import { closePin } from "../store/pins.ts";

/**
 * Cancels a livestream that was not on air. Its reason is public if it was announced. Throws NOT_FOUND
 * unless the caller is an officer of the home city, LIVESTREAM_STATE if it is on air, over or cancelled.
 */
export const cancelLivestream = (
  ctx: RequestContext,
  { id, reason, ...act }: LivestreamAct<"cancel">,
): Promise<LivestreamView> => {
  const command = { id, ...act, input: reason, by: "home", tells: "cancelled" } as const;
  return changeLivestream(ctx, command, async (livestream, tx) => {
    const { now } = livestream;
    requireAction(livestream, "cancel", now);
    await closePin(tx, id, "over");
    return { status: "cancelled", cancelReason: reason, cancelledAt: now };
  });
};
