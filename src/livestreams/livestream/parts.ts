import type { Tx } from "../../../db/client.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireNoBlockers, timeFaults } from "./rules.ts";
import type { LivestreamInput, PresenterInput } from "./schema.ts";
import {
  citiesOfAgreement,
  countEmployers,
  type FairBeside,
  type OrganisingCity,
  replaceCities,
  replacePresenters,
  selectFairBeside,
} from "./store/parts.ts";
import { countShown, isLinked } from "./store/shown.ts";

type Owner = { id: string; homeCity: string; agreementId: string };

/** Parses start and end. Throws INVALID_INPUT if they are in the wrong order or more than a day apart. */
export function readTimes(input: Pick<LivestreamInput, "startsAt" | "endsAt">) {
  const times = { startsAt: new Date(input.startsAt), endsAt: new Date(input.endsAt) };
  const fields = timeFaults(times);
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
  return times;
}

/** Returns the fair beside which a livestream takes place. Throws INVALID_INPUT for one that is not open. */
export async function readFair(tx: Tx, fairId: string | null): Promise<FairBeside | null> {
  if (fairId === null) return null;
  const fair = await selectFairBeside(tx, fairId);
  if (!fair) throw invalid("fairId", "UNKNOWN");
  return fair;
}

/** Throws INVALID_INPUT if the fair has another agreement, or for a venue that is not one of the fair. */
export function requireBeside(
  fair: FairBeside | null,
  { agreementId, venueIds }: { agreementId: string; venueIds: readonly string[] },
): void {
  if (fair && fair.agreementId !== agreementId) throw invalid("fairId", "NOT_IN_AGREEMENT");
  if (venueIds.some((id) => !fair?.venues.includes(id))) throw invalid("venueIds", "UNKNOWN");
}

/**
 * Replaces the cities that organise a livestream by the home city and `cities`. Throws INVALID_INPUT for a
 * city that is listed twice or not in the agreement.
 */
export async function writeCities(tx: Tx, owner: Owner, cities: LivestreamInput["cities"]): Promise<void> {
  const members = await citiesOfAgreement(tx, owner.agreementId);
  const all: OrganisingCity[] = [
    { city: owner.homeCity, role: "host" },
    ...cities.filter(({ city }) => city !== owner.homeCity),
  ];
  if (new Set(all.map(({ city }) => city)).size < all.length) throw invalid("cities", "TWICE");
  if (all.some(({ city }) => !members.has(city))) throw invalid("cities", "NOT_IN_AGREEMENT");
  await replaceCities(tx, owner.id, all);
}

/**
 * Replaces the presenters of a livestream. Throws INVALID_INPUT for one with an enterprise and a union or
 * with neither, for an enterprise that is not verified in the agreement, and for half a permit.
 */
export async function writePresenters(
  tx: Tx,
  owner: Owner,
  presenters: readonly PresenterInput[],
): Promise<void> {
  for (const [at, one] of presenters.entries()) {
    if ((one.enterpriseId === null) === (one.union === null))
      throw invalid(`presenters.${at}.enterpriseId`, "MISSING");
    if ((one.permit === null) !== (one.permitUntil === null))
      throw invalid(`presenters.${at}.permitUntil`, "MISSING");
  }
  const employers = [...new Set(presenters.flatMap(({ enterpriseId }) => enterpriseId ?? []))];
  if ((await countEmployers(tx, owner.agreementId, employers)) < employers.length)
    throw invalid("presenters", "UNKNOWN");
  await replacePresenters(tx, owner.id, presenters);
}

/** Throws LIVESTREAM_INCOMPLETE if a livestream has neither a posting to show nor a page elsewhere. */
export async function requireWatchable(tx: Tx, id: string): Promise<void> {
  const watchable = (await isLinked(tx, id)) || (await countShown(tx, id)) > 0;
  requireNoBlockers(watchable ? [] : ["postings"]);
}
