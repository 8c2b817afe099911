import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { askForPlan } from "../fair/index.ts";
import { cancelledNotices, cancelOnSiteInterviews, moveWalkIns, turnNotices } from "../interviews/index.ts";
import {
  changeRegistration,
  freeBooth,
  type LockedRegistration,
  type RegistrationDecision,
  type RegistrationOutcome,
} from "../registrations/index.ts";
import { type BoothChoice, takeBooth, useQuota } from "./store.ts";

type Placement = {
  id: string;
  boothId?: string | undefined;
  venueId?: string | undefined;
  commandId?: string | undefined;
  ifRev?: number | undefined;
};

const wantedOf = ({ boothId, venueId }: Placement, r: LockedRegistration): BoothChoice =>
  boothId ? { boothId } : venueId ? { venueId } : { venueWishes: r.venueWishes, city: r.endorsingCity };

/** Moves a registration to the end of the waiting list. A waiting one keeps its place. */
const wait = (r: LockedRegistration, full: "BOOTHS" | "QUOTA"): RegistrationDecision => ({
  set: {
    status: "waitlisted",
    waitlistedAt: r.status === "waitlisted" ? r.waitlistedAt : r.now,
    offerEndsAt: null,
  },
  detail: { full },
});

/**
 * Ends interviews and turns on the spot when a booth changes its hall, and plans again what can be met at the
 * new one. The plan is locked first: it waits for a running solver, whose interviews at the old place would
 * otherwise be missed.
 */
async function endMeetingsOfFormerHall(
  tx: Tx,
  ctx: RequestContext,
  r: LockedRegistration,
  venueId: string,
): Promise<void> {
  await askForPlan(tx, r.fairId);
  await notify(tx, ctx, await cancelledNotices(tx, await cancelOnSiteInterviews(tx, r.id)));
  const { remote, closed } = await moveWalkIns(tx, r.id, venueId);
  await notify(tx, ctx, await turnNotices(tx, "queueClosed", closed));
  await notify(tx, ctx, await turnNotices(tx, "queueRemote", remote));
}

async function placeIn(
  tx: Tx,
  ctx: RequestContext,
  r: LockedRegistration,
  placement: Placement,
): Promise<RegistrationDecision> {
  const holds = r.status === "approved" || r.status === "offered";
  const given = await (holds && placement.boothId ? freeBooth(tx, r.id) : Promise.resolve(undefined));
  if (holds && !given) throw new AppError("FAIR_REGISTRATION_STATE", { facts: { status: r.status } });
  if (!placement.boothId && !r.hasFreeBooth) return wait(r, "BOOTHS");
  const booth = await takeBooth(tx, { fairId: r.fairId, registrationId: r.id }, wantedOf(placement, r));
  if (!booth && placement.boothId) throw new AppError("BOOTH_TAKEN");
  if (!booth) return wait(r, "BOOTHS");
  if (!given && !(await useQuota(tx, r.fairId, r.endorsingCity))) {
    await freeBooth(tx, r.id);
    return wait(r, "QUOTA");
  }
  if (given && given.venueId !== booth.venueId) await endMeetingsOfFormerHall(tx, ctx, r, booth.venueId);
  const decidedBy = ctx.actor.kind === "account" ? ctx.actor.accountId : null;
  const set = { status: "approved", decidedBy, decidedAt: r.now, offerEndsAt: null } as const;
  return { set, booth, detail: { booth: booth.code } };
}

/**
 * The host places a recommended enterprise (安排展位): the named booth, any of a venue, or the first by its
 * wishes. One statement takes the booth, so none is assigned twice. Without a free booth or quota it waits
 * (候补). A placed one may move to another named booth.
 * Throws BOOTH_TAKEN for a named booth, ENTERPRISE_STATE unless verified, FAIR_STATE,
 * FAIR_REGISTRATION_STATE.
 */
export const placeRegistration = (
  ctx: RequestContext,
  placement: Placement,
): Promise<RegistrationOutcome> => {
  const { id, commandId, ifRev, ...input } = placement;
  return changeRegistration(ctx, { id, commandId, ifRev, act: "place", by: ["host"], input }, (r, tx) => {
    if (r.enterpriseStatus !== "verified")
      throw new AppError("ENTERPRISE_STATE", { facts: { status: r.enterpriseStatus } });
    return placeIn(tx, ctx, r, placement);
  });
};
