import type { RequestContext } from "../../../platform/context.ts";
import { changeLivestream } from "../change-livestream.ts";
import { requireAction, requireReady } from "../rules.ts";
import type { LivestreamAct, LivestreamView } from "../schema.ts";
import { selectPermits } from "../store/parts.ts";

/**
 * Puts a livestream on air, from half an hour before its start. Throws NOT_FOUND unless the caller is an
 * officer of an organising city, LIVESTREAM_STATE if it is not announced, too early or over.
 * Throws LIVESTREAM_NO_SIGNAL without a picture, LIVESTREAM_PERMIT_ENDED if a presenter has no valid permit.
 */
export const goOnAir = (
  ctx: RequestContext,
  { id, ...act }: LivestreamAct<"goOnAir">,
): Promise<LivestreamView> =>
  changeLivestream(ctx, { id, ...act, by: "control", tells: "onAir" }, async (livestream, tx) => {
    const { now } = livestream;
    requireAction(livestream, "goOnAir", now);
    requireReady(livestream, await selectPermits(tx, livestream), now);
    return { status: "onAir", onAirAt: now };
  });
