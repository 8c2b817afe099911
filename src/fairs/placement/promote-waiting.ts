import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import {
  fairsToPromote,
  freeBooth,
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
} as const;
/** Statuses of registrations that upkeep ends if their enterprise is suspended. */
const HELD: ReadonlySet<string> = new Set(["approved", "offered", "waitlisted"]);

/**
 * Ends one registration, if its offer has still expired or its enterprise is still suspended. Returns false
 * if not, for example because another process ended it first.
 */
async function endOne(ctx: RequestContext, id: string, why: keyof typeof END): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    const r = await lockRegistration(tx, id);
    const stands =
      why === "lapsed"
        ? r?.status === "offered" && r.offerEndsAt !== null && r.offerEndsAt <= r.now
        : r?.enterpriseStatus === "suspended" && HELD.has(r.status);
    if (!r || !stands) return false;
    await releaseBoothAndQuota(tx, r);
    const { action, ...end } = END[why];
    const rev = await updateRegistration(tx, id, { ...end, offerEndsAt: null });
    await recordRegistration(tx, ctx, { of: r, action, status: end.status, from: r.status, rev });
    return true;
  });
}

const BATCH = 200;

/**
 * Runs the upkeep of placement. Ends expired offers, ends registrations of suspended enterprises (they may
 * submit again once verified), and offers free booths to the waiting list. Safe to run concurrently; a kill
 * loses and repeats nothing.
 */
export async function placementUpkeep(ctx: RequestContext): Promise<{ ended: number; offered: number }> {
  let ended = 0;
  let offered = 0;
  for (const { id, why } of await selectLapsed(ctx.db, BATCH))
    if (await endOne(ctx, id, why === "lapsed" ? "lapsed" : "suspended")) ended += 1;
  for (const fairId of await fairsToPromote(ctx.db)) offered += await promoteWaiting(ctx, fairId);
  return { ended, offered };
}
