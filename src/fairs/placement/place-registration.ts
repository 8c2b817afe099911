import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { askForPlan } from "../fair/index.ts";
import { cancelledNotices, cancelOnSiteInterviews, moveWalkIns, turnNotices } from "../interviews/index.ts";
import {
  changeRegistration,
  freeBooth,
  type LockedRegistration,
  type RegistrationDecision,
  type RegistrationOutcome,
  type WaitsFor,
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

/**
 * Returns the decision to put a registration on the waiting list. One that is already there keeps its
 * position.
 */
const wait = (r: LockedRegistration, waitsFor: WaitsFor): RegistrationDecision => ({
  set: {
    status: "waitlisted",
    waitlistedAt: r.status === "waitlisted" ? r.waitlistedAt : r.now,
    offerEndsAt: null,
  },
  waitsFor,
});

/**
 * Cancels interviews and queue entries that a booth's move to another venue makes impossible: `venueId` is
 * the new venue. Notifies the people, and requests a new interview plan. The plan's row is locked first. Thus
 * a running calculation ends before, and interviews that it books at the former venue are cancelled too.
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
  const decidedBy = accountIdOf(ctx.actor);
  const set = { status: "approved", decidedBy, decidedAt: r.now, offerEndsAt: null } as const;
  return { set, booth, detail: { booth: booth.code } };
}

/**
 * Assigns a booth to a recommended enterprise (安排展位): the named booth, any booth of the named venue, or one
 * by the enterprise's wishes. One statement takes the booth, so no booth is assigned twice. Without a free
 * booth or quota the registration goes to the waiting list (候补). An enterprise with a booth may move to
 * another named booth.
 * Throws BOOTH_TAKEN if the named booth is not free, ENTERPRISE_STATE unless the enterprise is verified,
 * FAIR_STATE, FAIR_REGISTRATION_STATE.
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
