import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { getFair } from "./read-fairs.ts";
import type { FairView } from "./schema.ts";
import { selectPartner } from "./store/cities.ts";

/** A fair for the officers of its whole host city; NOT_FOUND for everybody else. */
export async function hostedFair(ctx: RequestContext, id: string): Promise<FairView> {
  const fair = await getFair(ctx, { id });
  orNotFound(fair.desk);
  return fair;
}

/** The caller's city among those of a fair or of its agreement; NOT_FOUND for people of a city that takes no part. */
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
