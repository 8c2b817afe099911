import type { RequestContext } from "../../../platform/context.ts";
import { changeLivestream } from "../change-livestream.ts";
import { overAt } from "../phase.ts";
import { requireAction, requireReady } from "../rules.ts";
import type { LivestreamAct, LivestreamView } from "../schema.ts";
import { selectPermits } from "../store/parts.ts";
import { closePin } from "../store/pins.ts";

/**
 * Puts a livestream on air again that was over, until two hours after its planned end. It goes on under the
 * same id and address; no posting is pinned. Throws as `goOnAir` does, and LIVESTREAM_STATE if it was never
 * on air.
 */
export const resumeLivestream = (
  ctx: RequestContext,
  { id, ...act }: LivestreamAct<"resume">,
): Promise<LivestreamView> =>
  changeLivestream(ctx, { id, ...act, by: "control", tells: "resumed" }, async (livestream, tx) => {
    const { now } = livestream;
    requireAction(livestream, "resume", now);
    requireReady(livestream, await selectPermits(tx, livestream), now);
    await closePin(tx, id, "over", { at: overAt(livestream) });
    return { status: "onAir", resumedAt: now, endedAt: null };
  });
