import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import {
  type Due,
  fairsToPromote,
  freeBooth,
  type LockedRegistration,
  lockFirstWaiting,
  lockRegistration,
  recordRegistration,
  releaseBoothAndQuota,
  selectDue,
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
  over: { status: "closed", action: "close" },
  calledOff: { status: "closed", action: "callOff" },
} as const;
type Ending = keyof typeof END;
/** Statuses of registrations that upkeep closes if their fair is over or cancelled. */
const UNDECIDED: ReadonlySet<string> = new Set(["submitted", "recommended", "waitlisted", "offered"]);

const isDue: Record<Due, (r: LockedRegistration) => boolean> = {
  lapsed: ({ status, offerEndsAt, now }) =>
    status === "offered" && offerEndsAt !== null && offerEndsAt <= now,
  hidden: ({ status, enterpriseStatus, hiddenAt }) =>
    status === "approved" && enterpriseStatus === "suspended" && hiddenAt === null,
  shown: ({ status, enterpriseStatus, hiddenAt }) =>
    status === "approved" && enterpriseStatus !== "suspended" && hiddenAt !== null,
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

/**
 * Tells the public change feed that the booth of a suspended enterprise is hidden, or shown again after its
 * return. The booth stays with the enterprise. Returns false if another process did so first.
 */
async function hideOrShow(ctx: RequestContext, id: string, why: "hidden" | "shown"): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const r = await lockRegistration(tx, id);
    if (!r || !isDue[why](r)) return false;
    const { status } = r;
    const rev = await updateRegistration(tx, id, { hiddenAt: why === "hidden" ? r.now : null });
    const action = why === "hidden" ? "hide" : "show";
    await recordRegistration(tx, ctx, { of: r, action, status, from: status, rev });
    return true;
  });
}

const changeOne = (ctx: RequestContext, id: string, why: Due): Promise<boolean> =>
  why === "hidden" || why === "shown" ? hideOrShow(ctx, id, why) : endOne(ctx, id, why);

const BATCH = 200;

/**
 * Runs the upkeep of placement. Ends expired offers, and hides the booths of suspended enterprises until
 * these return. Closes undecided registrations of fairs that are over or cancelled, and offers free booths to
 * the waiting list. Safe to run concurrently; a kill loses and repeats nothing. Returns the number of
 * registrations that it ended, hid or showed, and the number of offers.
 */
export async function placementUpkeep(ctx: RequestContext): Promise<{ changed: number; offered: number }> {
  let changed = 0;
  let offered = 0;
  for (const { id, why } of await selectDue(ctx.db, BATCH)) if (await changeOne(ctx, id, why)) changed += 1;
  for (const fairId of await fairsToPromote(ctx.db)) offered += await promoteWaiting(ctx, fairId);
  return { changed, offered };
}
