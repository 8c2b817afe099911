import type { Tx } from "../../../db/client.ts";
import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { changeFair } from "./change-fair.ts";
import { writeCities, writeVenues } from "./cities-and-venues.ts";
import { columnsOf, readSchedule } from "./create-fair.ts";
import { requireConfirmation } from "./lifecycle/confirmation.ts";
import type { Confirmation } from "./lifecycle/schema.ts";
import { movedNotices } from "./notices.ts";
import { hoursChange } from "./rules.ts";
import { FAIR_PERMITS, type FairInput, type FairPatch, type FairView } from "./schema.ts";
import { capOffers } from "./store/affected.ts";
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

type Moving = {
  fair: Fair & { now: Date };
  next: ReturnType<typeof merged>;
  hours: { opensAt: Date; closesAt: Date };
  before: string;
  confirm: Confirmation | undefined;
};

/**
 * If the hours or venues of an announced fair changed, requires the caller's confirmation. Then moves the
 * deadlines of offers, notifies enterprises and ticket holders, and requests a new interview plan. `before`
 * is the result of `placesOf` before the update.
 */
async function moveAnnounced(tx: Tx, ctx: RequestContext, moving: Moving): Promise<void> {
  const { fair, next, hours, confirm } = moving;
  const moved = (await placesOf(tx, fair.id)) === moving.before ? null : "move";
  const change = hoursChange(fair, hours, fair.now) ?? moved;
  if (!change) return;
  await requireConfirmation(tx, { fair, change, hours, confirm });
  await capOffers(tx, fair.id, hours.closesAt);
  const { id, rev } = fair;
  await notify(tx, ctx, await movedNotices(tx, { id, title: next.title, rev: rev + 1, change }));
  await askForPlan(tx, id);
}

/**
 * Updates a fair. A given list replaces the whole stored list. Entry slots move with the opening time.
 * Throws FAIR_STATE if the fair is cancelled or reported, BOOTH_TAKEN if a taken booth would be removed,
 * INVALID_INPUT for a capacity below the tickets, FAIR_INCOMPLETE if a published fair would lose a permit.
 * Throws FAIR_UNCONFIRMED if an announced fair changes its hours or venues, unless the caller confirmed what
 * that touches.
 */
export const updateFair = (
  ctx: RequestContext,
  {
    id,
    ifRev,
    patch,
    confirm,
  }: { id: string; ifRev?: number | undefined; patch: FairPatch; confirm?: Confirmation | undefined },
): Promise<FairView> =>
  changeFair(ctx, { id, ifRev, action: "update", input: patch }, async (fair, tx) => {
    if (CLOSED.has(fair.status)) throw new AppError("FAIR_STATE", { facts: { status: fair.status } });
    const next = merged(fair, patch);
    if (next.kind === "trade" && !next.occupation) throw invalid("occupation", "MISSING");
    if (fair.status === "published" && FAIR_PERMITS.some((paper) => !next.permits[paper]?.trim()))
      throw new AppError("FAIR_INCOMPLETE", { fields: [{ path: "permits", code: "MISSING" }] });
    const hours = readSchedule(next);
    if (patch.cities || patch.hostQuota !== undefined)
      await writeCities(tx, fair, await partsAfter(tx, fair.id, patch));
    const before = fair.status === "draft" ? null : await placesOf(tx, fair.id);
    if (patch.venues) await writeVenues(tx, ctx, fair, patch.venues);
    const later = hours.opensAt.getTime() - fair.opensAt.getTime();
    if (!(await moveSlots(tx, fair.id, later, hours.closesAt.getTime())))
      throw invalid("closesAt", "SLOTS_OUT");
    if (before !== null) await moveAnnounced(tx, ctx, { fair, next, hours, before, confirm });
    return { ...columnsOf(next), ...hours };
  });
