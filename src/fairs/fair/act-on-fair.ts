import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { changeFair } from "./change-fair.ts";
import { publishBlockersOf } from "./present.ts";
import { announceBlockers, requireAction, requireNoBlockers } from "./rules.ts";
import type { FairAction, FairView } from "./schema.ts";
import { selectFair } from "./store/fairs.ts";

type Act<A extends FairAction["action"]> = { id: string } & Extract<FairAction, { action: A }>;

/** Announces a draft to enterprises. Throws FAIR_INCOMPLETE without a venue and a booth. */
export const announceFair = (ctx: RequestContext, { id, ...act }: Act<"announce">): Promise<FairView> =>
  changeFair(ctx, { id, ...act }, async (fair, tx) => {
    requireAction(fair, "announce", fair.now);
    const { venues } = orNotFound(await selectFair(tx, ctx, { id }));
    const booths = venues.reduce((n, venue) => n + venue.booths, 0);
    requireNoBlockers(announceBlockers({ venues: venues.length, booths }));
    return { status: "registration", announcedAt: fair.now };
  });

/**
 * Publishes a fair: its permits are complete and every exhibitor is verified (Interim Regulations, art. 28).
 * Throws FAIR_INCOMPLETE with the missing parts.
 */
export const publishFair = (ctx: RequestContext, { id, ...act }: Act<"publish">): Promise<FairView> =>
  changeFair(ctx, { id, ...act }, async (fair, tx) => {
    requireAction(fair, "publish", fair.now);
    requireNoBlockers(publishBlockersOf(orNotFound(await selectFair(tx, ctx, { id }))));
    return { status: "published", publishedAt: fair.now };
  });

/**
 * Cancels a fair. Throws FAIR_STATE once it is over. Consumers of the change notify exhibitors and ticket
 * holders.
 */
export const cancelFair = (ctx: RequestContext, { id, reason, ...act }: Act<"cancel">): Promise<FairView> =>
  changeFair(ctx, { id, ...act, input: reason }, (fair) => {
    requireAction(fair, "cancel", fair.now);
    return { status: "cancelled", cancelReason: reason, cancelledAt: fair.now };
  });
