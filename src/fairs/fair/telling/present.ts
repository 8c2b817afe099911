import { phaseOf, publishBlockers, registrationOpen } from "../rules.ts";
import type { FairView } from "../schema.ts";
import type { FairRow } from "../store/fairs.ts";
import type { Told, ToldKey } from "../store/told.ts";

/** Returns the reasons that prevent the publication of a fair. */
export const publishBlockersOf = (row: FairRow): string[] =>
  publishBlockers({
    permits: row.permits,
    venues: row.venues.length,
    booths: row.venues.reduce((n, venue) => n + venue.booths, 0),
    exhibitors: row.exhibitors,
    unverified: row.unverified,
  });

/** Converts a row to the API's view of a fair. Only officers of the host city get `management`. */
export const toView = (row: FairRow): FairView => ({
  id: row.id,
  title: row.title,
  kind: row.kind,
  occupation: row.occupation,
  intro: row.intro,
  phase: phaseOf(row, row.now),
  hostCity: row.hostCity,
  cities: row.cities,
  registrationOpensAt: row.registrationOpensAt.toISOString(),
  registrationClosesAt: row.registrationClosesAt.toISOString(),
  registrationOpen: row.takesRegistrations && registrationOpen(row, row.now),
  hostedHere: row.hostedHere,
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
  programme: row.programme,
  venues: row.venues,
  exhibitors: row.exhibitors,
  postings: row.postings,
  positions: row.positions,
  cancelReason: row.cancelReason,
  rev: row.rev,
  management: row.hosted
    ? {
        offerHours: row.offerHours,
        permits: row.permits,
        blockers: publishBlockersOf(row),
        counts: row.counts,
      }
    : null,
});

/**
 * Converts a row to the fair's public payload in the change feed. It brings the fair's agreement and all that
 * another node needs to show the fair.
 */
export function toPayload(
  row: FairRow,
  { agreement, closedBooths, slots, keys }: Told & { keys: readonly ToldKey[] },
): Record<string, unknown> {
  const {
    management: _management,
    registrationOpen: _open,
    phase: _phase,
    hostedHere: _here,
    ...view
  } = toView(row);
  return {
    ...view,
    status: row.status,
    agreement,
    venues: view.venues.map((venue) => ({
      ...venue,
      closedBooths: closedBooths[venue.id] ?? [],
      slots: slots[venue.id] ?? [],
    })),
    ticketKeys: keys,
    announcedAt: row.announcedAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    reportedAt: row.reportedAt?.toISOString() ?? null,
  };
}
