import type { RequestContext } from "../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import type { FairView } from "./schema.ts";
import { type FairQuestion, selectFair, selectFairs } from "./store/fairs.ts";
import type { VenueFigures } from "./store/figures.ts";
import { type Numbered, selectNumber, selectNumbered, type TypedBooth } from "./store/numbers.ts";
import { type HallBooth, selectHall, selectVenueFigures } from "./store/venues.ts";
import { toView } from "./telling/present.ts";

/**
 * Returns one fair. Throws NOT_FOUND if the caller may not read it. With the code of one of the fair's
 * invitations, everybody may read the fair unless it is a draft.
 */
export async function getFair(
  ctx: RequestContext,
  input: { id: string; invitation?: string | null },
): Promise<FairView> {
  return toView(orNotFound(await selectFair(ctx.db, ctx, input)));
}

/**
 * Lists fairs by page, sorted by opening time. `coming` starts with the earliest, `past` and `hosted` with
 * the latest. `hosted` selects the fairs that the caller's city hosts, with drafts for officers of the
 * whole city.
 */
export async function listFairs(
  ctx: RequestContext,
  { which, exhibitor, cursor, limit }: PageRequest & Pick<FairQuestion, "which" | "exhibitor">,
): Promise<Page<FairView>> {
  if (which === "hosted") requireOfficer(ctx.actor);
  const question = ["fairs", which, ...(exhibitor ? [exhibitor] : [])].join(" ");
  const place = placeAfter(question, cursor);
  const after = place && { openKey: place.at, id: place.id };
  const rows = await selectFairs(ctx.db, ctx, { which, exhibitor, after, limit: limit + 1 });
  return pageOf(question, rows, limit, ({ openKey }) => openKey, toView);
}

/**
 * Returns the number of a fair in short addresses. The caller must have checked that the reader may read it.
 */
export const getFairNumber = (ctx: Pick<RequestContext, "db">, { id }: { id: string }): Promise<number> =>
  selectNumber(ctx.db, id);

/**
 * Returns the fair of a short address, and the exhibitor at a booth. Throws NOT_FOUND if there is no such
 * fair, or if the caller may not read it.
 */
export const findByNumber = async (
  ctx: RequestContext,
  typed: { number: number; booth: TypedBooth | null },
): Promise<Numbered> => orNotFound(await selectNumbered(ctx.db, ctx, typed));

/**
 * Returns the figures of one hall of a fair. The caller must have checked that the reader may read the fair.
 */
export async function getVenueFigures(
  ctx: RequestContext,
  { fair, venueId }: { fair: FairView; venueId: string },
): Promise<VenueFigures> {
  return orNotFound((await selectVenueFigures(ctx.db, fair.id)).get(venueId));
}

/**
 * Returns the hall plan of a venue. The caller must have checked that the reader may read the fair. Only the
 * host sees which enterprise has an open offer of a booth. Throws NOT_FOUND for a venue of another fair.
 */
export async function getHall(
  ctx: RequestContext,
  { fair, venueId }: { fair: FairView; venueId: string },
): Promise<HallBooth[]> {
  orNotFound(fair.venues.find((venue) => venue.id === venueId));
  const hall = await selectHall(ctx.db, venueId);
  if (fair.management) return hall;
  return hall.map((booth) =>
    booth.offered ? { ...booth, enterpriseId: null, enterpriseName: null, registrationId: null } : booth,
  );
}
