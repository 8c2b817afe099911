import type { RequestContext } from "../../platform/context.ts";
import { type FairView, ownCity } from "../fair/index.ts";
import { countPeople, type PeopleOfCity } from "./store.ts";

/** What a city that takes part sees of its own people at a fair: counts, no names. NOT_FOUND as above. */
export async function readOurs(
  ctx: RequestContext,
  id: string,
): Promise<{ fair: FairView; city: FairView["cities"][number]; people: PeopleOfCity }> {
  const own = await ownCity(ctx, id);
  return { ...own, people: await countPeople(ctx.db, id, own.city.city) };
}
