import { addChannel } from "../../../channels/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { changeLivestream } from "../change-livestream.ts";
import { announceBlockers, requireAction, requireNoBlockers } from "../rules.ts";
import type { LivestreamAct, LivestreamView } from "../schema.ts";
import { selectPermits } from "../store/parts.ts";
import { countShown } from "../store/shown.ts";

/** Longest name of a channel. */
const NAME_MAX = 40;

/**
 * Announces a draft to the readers of its agreement, and makes its first channel. Throws
 * LIVESTREAM_INCOMPLETE with the missing parts: a presenter, permits that are valid until the end, a posting
 * or a link, an end that is not past. Throws LIVESTREAM_STATE if it is no draft.
 */
export const announceLivestream = (
  ctx: RequestContext,
  { id, ...act }: LivestreamAct<"announce">,
): Promise<LivestreamView> =>
  changeLivestream(ctx, { id, ...act, by: "home" }, async (livestream, tx) => {
    const { now, endsAt, linked, homeCity: city, title } = livestream;
    requireAction(livestream, "announce", now);
    const presenters = await selectPermits(tx, { id, endsAt });
    const postings = await countShown(tx, id);
    requireNoBlockers(announceBlockers({ presenters, postings, linked, endsAt, now }));
    const event = { kind: "livestream", id } as const;
    await addChannel(tx, ctx, { event, city, kind: "stream", name: title.slice(0, NAME_MAX) });
    return { status: "announced", announcedAt: now, toldStartsAt: livestream.startsAt };
  });
