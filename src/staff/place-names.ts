import { divisionNames, federationOf, homeCityOf } from "../cities/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { notFound, orNotFound } from "../platform/core/errors.ts";
import type { StaffPlace } from "./schema.ts";
import { selectEnterpriseName } from "./store.ts";

/**
 * Returns the name of a place: of the enterprise, or of the union, with the county; empty for administrators.
 * Throws NOT_FOUND for a place that does not exist, a city that another node hosts, and a county of another
 * city.
 */
export async function placeName(ctx: RequestContext, place: StaffPlace): Promise<string> {
  if (place.kind === "administrator") return "";
  if (place.kind === "member") return orNotFound(await selectEnterpriseName(ctx.db, place.enterpriseId));
  if ((await homeCityOf(ctx.db, place.city)) !== place.city) throw notFound();
  const union = orNotFound(await federationOf(ctx, place.city));
  if (place.county === null) return union;
  const county = orNotFound((await divisionNames(ctx)).get(place.county));
  if (county.parent !== place.city) throw notFound();
  return `${union} ${county.name}`;
}
