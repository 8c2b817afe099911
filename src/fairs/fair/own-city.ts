import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { getFair } from "./read-fairs.ts";
import type { FairView } from "./schema.ts";
import { selectPartner } from "./store/cities.ts";

/** Returns a fair to an officer of its whole host city. Throws NOT_FOUND for every other officer. */
export async function hostedFair(ctx: RequestContext, id: string): Promise<FairView> {
  const fair = await getFair(ctx, { id });
  orNotFound(fair.management);
  return fair;
}

/**
 * Returns the fair, and the city of the calling officer. Throws NOT_FOUND if this city belongs neither to the
 * fair nor to its agreement.
 */
export async function ownCity(
  ctx: RequestContext,
  id: string,
): Promise<{ fair: FairView; city: FairView["cities"][number] }> {
  const { offices } = requireOfficer(ctx.actor);
  const fair = await getFair(ctx, { id });
  const cities = offices.map((office) => office.city);
  const named = fair.cities.find((part) => cities.includes(part.city));
  return { fair, city: named ?? orNotFound(await selectPartner(ctx.db, id, cities)) };
}
