import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import {
  type Ending,
  fairsToPromote,
  freeBooth,
  type LockedRegistration,
  lockFirstWaiting,
  lockRegistration,
  recordRegistration,
  releaseBoothAndQuota,
  selectLapsed,
  updateRegistration,
} from "../registrations/index.ts";
import { offerEnd } from "./rules.ts";
import { takeBooth, useQuota } from "./store.ts";

/**
 * Offers one free booth to the first registration on the waiting list whose city is not in `full`. If that
 * city has no quota left, returns it as `full`. Returns null if no such registration or no free booth exists.
 */
async function promoteOne(
  tx: Tx,
  ctx: RequestContext,
  fairId: string,
  full: readonly string[],
): Promise<{ full: string } | "offered" | null> {
  const r = await lockFirstWaiting(tx, fairId, full);
  if (!r) return null;
  const wanted = { venueWishes: r.venueWishes, city: r.endorsingCity };
  const booth = await takeBooth(tx, { fairId, registrationId: r.id }, wanted);
  if (!booth) return null;
  if (!(await useQuota(tx, fairId, r.endorsingCity))) {
    await freeBooth(tx, r.id);
    return { full: r.endorsingCity };
  }
  const offerEndsAt = offerEnd(r.now, r);
  const rev = await updateRegistration(tx, r.id, { status: "offered", offerEndsAt });
  const detail = { booth: booth.code };
  await recordRegistration(tx, ctx, {
    of: r,
    action: "offer",
    status: "offered",
    from: r.status,
    rev,
    detail,
  });
  return "offered";
}

/**
 * Offers the free booths of a fair to its waiting list, in order, until no booth or no registration is left.
 * Skips cities without quota. Returns the number of offers.
 */
export async function promoteWaiting(ctx: RequestContext, fairId: string): Promise<number> {
  const full: string[] = [];
  for (let offered = 0; ; ) {
    const one = await inTransaction(ctx, (tx) => promoteOne(tx, ctx, fairId, full));
    if (one === null) return offered;
    if (one === "offered") offered += 1;
    else full.push(one.full);
  }
}

const END = {
  lapsed: { status: "declined", action: "lapse", reason: null },
  suspended: { status: "returned", action: "suspend", reason: null },
  over: { status: "closed", action: "close" },
  calledOff: { status: "closed", action: "callOff" },
} as const satisfies Record<Ending, object>;
/** Statuses of registrations that upkeep ends if their enterprise is suspended. */
const HELD: ReadonlySet<string> = new Set(["approved", "offered", "waitlisted"]);
/** Statuses of registrations that upkeep closes if their fair is over or cancelled. */
const UNDECIDED: ReadonlySet<string> = new Set(["submitted", "recommended", "waitlisted", "offered"]);

const isDue: Record<Ending, (r: LockedRegistration) => boolean> = {
  lapsed: ({ status, offerEndsAt, now }) =>
    status === "offered" && offerEndsAt !== null && offerEndsAt <= now,
  suspended: ({ status, enterpriseStatus }) => enterpriseStatus === "suspended" && HELD.has(status),
  over: ({ status, fairStatus, closesAt, now }) =>
    UNDECIDED.has(status) && fairStatus !== "cancelled" && (closesAt <= now || fairStatus === "reported"),
  calledOff: ({ status, fairStatus }) => UNDECIDED.has(status) && fairStatus === "cancelled",
};

/**
 * Ends one registration, if the reason still holds. Returns false if not, for example because another process
 * ended it first, or because the fair was extended.
 */
async function endOne(ctx: RequestContext, id: string, why: Ending): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const r = await lockRegistration(tx, id);
    if (!r || !isDue[why](r)) return false;
    await releaseBoothAndQuota(tx, r);
    const { action, ...end } = END[why];
    const rev = await updateRegistration(tx, id, { ...end, offerEndsAt: null });
    await recordRegistration(tx, ctx, { of: r, action, status: end.status, from: r.status, rev });
    return true;
  });
}

const BATCH = 200;

/**
 * Runs the upkeep of placement. Ends expired offers and registrations of suspended enterprises (they may
 * submit again once verified). Closes undecided registrations of fairs that are over or cancelled, and offers
 * free booths to the waiting list. Safe to run concurrently; a kill loses and repeats nothing.
 */
export async function placementUpkeep(ctx: RequestContext): Promise<{ ended: number; offered: number }> {
  let ended = 0;
  let offered = 0;
  for (const { id, why } of await selectLapsed(ctx.db, BATCH)) if (await endOne(ctx, id, why)) ended += 1;
  for (const fairId of await fairsToPromote(ctx.db)) offered += await promoteWaiting(ctx, fairId);
  return { ended, offered };
}
