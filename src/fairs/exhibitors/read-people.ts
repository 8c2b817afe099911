import type { RequestContext } from "../../platform/context.ts";
import { type FairView, ownCity } from "../fair/index.ts";
import { countPeople, type PeopleOfCity } from "./store/people.ts";

/**
 * Counts the residents of the caller's city at a fair, without names. Throws NOT_FOUND if the city belongs
 * neither to the fair nor to its agreement.
 */
export async function readOwnPeople(
  ctx: RequestContext,
  id: string,
): Promise<{ fair: FairView; city: FairView["cities"][number]; people: PeopleOfCity }> {
  const own = await ownCity(ctx, id);
  return { ...own, people: await countPeople(ctx.db, id, own.city.city) };
}
