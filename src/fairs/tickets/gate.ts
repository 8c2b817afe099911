import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf } from "../../platform/core/guard.ts";

type FairWithVenues = { hostCity: string; venues: readonly { id: string; city: string }[] };

/**
 * Returns the venues whose gates the caller may staff: all venues for officers of the host, else those in the
 * officer's city.
 */
export const gatesOf = <F extends FairWithVenues>(ctx: RequestContext, fair: F): F["venues"][number][] =>
  fair.venues.filter(({ city }) => isOfficerOf(ctx.actor, fair.hostCity) || isOfficerOf(ctx.actor, city));

/** Returns the venue if the caller may staff its gates. Throws NOT_FOUND otherwise. */
export function requireGateOf<F extends FairWithVenues>(
  ctx: RequestContext,
  fair: F,
  venueId: string,
): F["venues"][number] {
  return orNotFound(gatesOf(ctx, fair).find((venue) => venue.id === venueId));
}

/** Throws NOT_FOUND unless the caller may staff the gates of at least one venue of this fair. */
export function requireSomeGate(ctx: RequestContext, fair: FairWithVenues): void {
  if (gatesOf(ctx, fair).length === 0) throw notFound();
}
