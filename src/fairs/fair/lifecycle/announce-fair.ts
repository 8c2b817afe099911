import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { changeFair } from "../change-fair.ts";
import { announceBlockers, requireAction, requireNoBlockers } from "../rules.ts";
import type { FairAct, FairView } from "../schema.ts";
import { selectFair } from "../store/fairs.ts";

/**
 * Announces a draft to enterprises. Throws FAIR_INCOMPLETE if it has no venue or no booth, FAIR_STATE if it
 * is no draft or is over.
 */
export const announceFair = (ctx: RequestContext, { id, ...act }: FairAct<"announce">): Promise<FairView> =>
  changeFair(ctx, { id, ...act }, async (fair, tx) => {
    requireAction(fair, "announce", fair.now);
    const { venues } = orNotFound(await selectFair(tx, ctx, { id }));
    const booths = venues.reduce((n, venue) => n + venue.booths, 0);
    requireNoBlockers(announceBlockers({ venues: venues.length, booths }));
    return { status: "registration", announcedAt: fair.now };
  });
