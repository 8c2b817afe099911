import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { changeFair } from "./change-fair.ts";
import { writeCities, writeVenues } from "./cities-and-venues.ts";
import { columnsOf, readSchedule } from "./create-fair.ts";
import { movedNotices } from "./notices.ts";
import { FAIR_PERMITS, type FairInput, type FairPatch, type FairView } from "./schema.ts";
import { selectFairCities } from "./store/cities.ts";
import type { Fair } from "./store/fairs.ts";
import { askForPlan } from "./store/plan-requests.ts";
import { moveSlots } from "./store/slots.ts";
import { placesOf } from "./store/venues.ts";

const CLOSED: ReadonlySet<string> = new Set(["cancelled", "reported"]);

/** Returns the fair's fields, with those of the patch instead where it has them. */
const merged = (fair: Fair, patch: FairPatch) => ({
  title: patch.title ?? fair.title,
  kind: patch.kind ?? fair.kind,
  occupation: patch.occupation === undefined ? fair.occupation : patch.occupation,
  intro: patch.intro === undefined ? fair.intro : patch.intro,
  offerHours: patch.offerHours ?? fair.offerHours,
  permits: patch.permits ?? fair.permits,
  programme: patch.programme ?? fair.programme,
  registrationOpensAt: patch.registrationOpensAt ?? fair.registrationOpensAt.toISOString(),
  registrationClosesAt: patch.registrationClosesAt ?? fair.registrationClosesAt.toISOString(),
  opensAt: patch.opensAt ?? fair.opensAt.toISOString(),
  closesAt: patch.closesAt ?? fair.closesAt.toISOString(),
});

/** Returns the other cities and the host's quota as they will be after the patch. */
async function partsAfter(
  tx: Tx,
  fairId: string,
  patch: FairPatch,
): Promise<Pick<FairInput, "cities" | "hostQuota">> {
  const parts = await selectFairCities(tx, fairId);
  const host = parts.find((part) => part.role === "host");
  const others = parts.flatMap(({ city, role, quota }) => (role === "host" ? [] : [{ city, role, quota }]));
  return {
    cities: patch.cities ?? others,
    hostQuota: patch.hostQuota === undefined ? (host?.quota ?? null) : patch.hostQuota,
  };
}

type Moving = { fair: Fair; next: ReturnType<typeof merged>; before: string };

/**
 * If the fair's opening, close or venues changed, notifies enterprises and ticket holders, and requests a new
 * interview plan. `before` is the result of `placesOf` before the update.
 */
async function notifyMoved(tx: Tx, ctx: RequestContext, { fair, next, before }: Moving): Promise<void> {
  const times = [fair.opensAt, fair.closesAt].map((at) => at.getTime()).join();
  const sameTimes = [next.opensAt, next.closesAt].map((at) => Date.parse(at)).join() === times;
  if (sameTimes && (await placesOf(tx, fair.id)) === before) return;
  const moved = { id: fair.id, title: next.title, rev: fair.rev + 1 };
  await notify(tx, ctx, await movedNotices(tx, moved));
  await askForPlan(tx, fair.id);
}

/**
 * Updates a fair. A given list replaces the whole stored list. Entry slots move with the opening time.
 * Throws FAIR_STATE if the fair is cancelled or reported, BOOTH_TAKEN if a taken booth would be removed,
 * INVALID_INPUT for a capacity below the tickets, FAIR_INCOMPLETE if a published fair would lose a permit.
 */
export const updateFair = (
  ctx: RequestContext,
  { id, ifRev, patch }: { id: string; ifRev?: number | undefined; patch: FairPatch },
): Promise<FairView> =>
  changeFair(ctx, { id, ifRev, action: "update", input: patch }, async (fair, tx) => {
    if (CLOSED.has(fair.status)) throw new AppError("FAIR_STATE", { facts: { status: fair.status } });
    const next = merged(fair, patch);
    if (next.kind === "trade" && !next.occupation) throw invalid("occupation", "MISSING");
    if (fair.status === "published" && FAIR_PERMITS.some((paper) => !next.permits[paper]?.trim()))
      throw new AppError("FAIR_INCOMPLETE", { fields: [{ path: "permits", code: "MISSING" }] });
    if (patch.cities || patch.hostQuota !== undefined)
      await writeCities(tx, fair, await partsAfter(tx, fair.id, patch));
    const before = fair.status === "published" ? await placesOf(tx, fair.id) : null;
    if (patch.venues) await writeVenues(tx, ctx, fair, patch.venues);
    const later = Date.parse(next.opensAt) - fair.opensAt.getTime();
    if (!(await moveSlots(tx, fair.id, later, Date.parse(next.closesAt))))
      throw invalid("closesAt", "SLOTS_OUT");
    if (before !== null) await notifyMoved(tx, ctx, { fair, next, before });
    return { ...columnsOf(next), ...readSchedule(next) };
  });
