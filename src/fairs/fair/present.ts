import { phaseOf, publishBlockers, registrationOpen } from "./rules.ts";
import type { FairView } from "./schema.ts";
import type { FairRow } from "./store/fairs.ts";

/** What stands between a fair and its publication. */
export const publishBlockersOf = (row: FairRow): string[] =>
  publishBlockers({
    pack: row.pack,
    venues: row.venues.length,
    booths: row.venues.reduce((n, venue) => n + venue.booths, 0),
    exhibitors: row.exhibitors,
    unverified: row.unverified,
  });

/** A fair for its readers; the desk's part only for the host's officers. */
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
  registrationOpen: registrationOpen(row, row.now),
  opensAt: row.opensAt.toISOString(),
  closesAt: row.closesAt.toISOString(),
  programme: row.programme,
  venues: row.venues,
  exhibitors: row.exhibitors,
  postings: row.postings,
  positions: row.positions,
  cancelReason: row.cancelReason,
  rev: row.rev,
  desk: row.hosted
    ? { offerHours: row.offerHours, pack: row.pack, blockers: publishBlockersOf(row), counts: row.counts }
    : null,
});

/** What the public stream says of a fair: what anyone may read. */
export function toPayload(row: FairRow): Record<string, unknown> {
  const { desk: _desk, registrationOpen: _open, phase: _phase, ...view } = toView(row);
  return { ...view, status: row.status };
}
