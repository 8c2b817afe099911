import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf } from "../../platform/core/guard.ts";

type Gated = { hostCity: string; venues: readonly { id: string; city: string }[] };

/** Venues whose doors the caller keeps: all of them for the host's officers, its own city's for another's. */
export const gatesOf = <F extends Gated>(ctx: RequestContext, fair: F): F["venues"][number][] =>
  fair.venues.filter(({ city }) => isOfficerOf(ctx.actor, fair.hostCity) || isOfficerOf(ctx.actor, city));

/** The venue, for who keeps its doors; the missing-thing answer for anybody else. */
export function requireGateOf<F extends Gated>(
  ctx: RequestContext,
  fair: F,
  venueId: string,
): F["venues"][number] {
  return orNotFound(gatesOf(ctx, fair).find((venue) => venue.id === venueId));
}

/** Refuses who keeps no door of this fair. */
export function requireSomeGate(ctx: RequestContext, fair: Gated): void {
  if (gatesOf(ctx, fair).length === 0) throw notFound();
}
