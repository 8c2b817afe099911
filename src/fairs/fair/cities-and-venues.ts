import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { gridOf } from "./rules.ts";
import type { FairInput, VenueInput } from "./schema.ts";
import { citiesOfAgreement, type FairCity, replaceCities } from "./store/cities.ts";
import { isOverfull, putGrid, putVenue, removeVenues } from "./store/venues.ts";

type Owner = { id: string; hostCity: string; agreementId: string };

/**
 * Replaces the cities of a fair by the host and `input.cities`. Throws INVALID_INPUT for a city that is
 * listed twice or not in the agreement, and for a city that has taken more booths than it would keep.
 */
export async function writeCities(
  tx: Tx,
  fair: Owner,
  input: Pick<FairInput, "cities" | "hostQuota">,
): Promise<void> {
  const members = await citiesOfAgreement(tx, fair.agreementId);
  const parts: FairCity[] = [
    { city: fair.hostCity, role: "host", quota: input.hostQuota },
    ...input.cities.filter(({ city }) => city !== fair.hostCity),
  ];
  if (new Set(parts.map(({ city }) => city)).size < parts.length) throw invalid("cities", "TWICE");
  if (parts.some(({ city }) => !members.has(city))) throw invalid("cities", "NOT_IN_AGREEMENT");
  const held = await replaceCities(tx, fair.id, parts);
  if (held) throw invalid("cities", "BOOTHS_TAKEN");
}

/**
 * Replaces the venues of a fair and their grids, in the given order. Throws BOOTH_TAKEN if a venue to be
 * removed has a taken booth or tickets, or if a new grid lacks a taken booth. Throws INVALID_INPUT for a
 * venue in a city outside the agreement, an id that is listed twice or belongs to another fair, and a
 * capacity below the tickets.
 */
export async function writeVenues(
  tx: Tx,
  ctx: RequestContext,
  fair: Owner,
  venues: readonly VenueInput[],
): Promise<void> {
  const cities = await citiesOfAgreement(tx, fair.agreementId);
  if (venues.some(({ city }) => !cities.has(city))) throw invalid("venues", "NOT_IN_AGREEMENT");
  const named = venues.map((venue) => ({ ...venue, id: venue.id ?? ctx.ids.uuid() }));
  const ids = named.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw invalid("venues", "TWICE");
  if (!(await removeVenues(tx, fair.id, ids))) throw new AppError("BOOTH_TAKEN");
  for (const [ordinal, { closedBooths, ...venue }] of named.entries()) {
    if (!(await putVenue(tx, fair.id, { ...venue, ordinal }))) throw invalid("venues", "UNKNOWN");
    const grid = gridOf(venue.boothRows, venue.boothColumns, closedBooths);
    if (!(await putGrid(tx, { fairId: fair.id, venueId: venue.id }, grid))) throw new AppError("BOOTH_TAKEN");
  }
  if (await isOverfull(tx, fair.id)) throw invalid("venues", "CODES_OUT");
}
