import type { Context } from "hono";
import { type FairView, gatesOf, getFair, type VenueView } from "../../../../fairs/index.ts";
import { orNotFound } from "../../../../platform/core/errors.ts";
import type { Env } from "../../../../platform/http/index.ts";
import { pathId } from "../../../forms.ts";

/** A fair, the venues whose gates the caller may staff, and the chosen one of them (`venue`). */
export type StaffedGate = { fair: FairView; venues: VenueView[]; venue: VenueView };

/**
 * Reads the fair in the path and the requested venue, by default the first one. Throws NOT_FOUND unless the
 * caller may staff the gate of that venue.
 */
export async function staffedGate(c: Context<Env>, venueId: string | undefined): Promise<StaffedGate> {
  const ctx = c.get("ctx");
  const fair = await getFair(ctx, { id: pathId(c) });
  const venues = gatesOf(ctx, fair);
  return { fair, venues, venue: orNotFound(venueId ? venues.find(({ id }) => id === venueId) : venues[0]) };
}
