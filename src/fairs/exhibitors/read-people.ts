import type { RequestContext } from "../../platform/context.ts";
import { type FairView, ownCity } from "../fair/index.ts";
import { countPeople, type PeopleOfCity } from "./store.ts";

/** Counts of a city's own people at a fair, without names. Throws NOT_FOUND for cities without a part. */
export async function readOwnPeople(
  ctx: RequestContext,
  id: string,
): Promise<{ fair: FairView; city: FairView["cities"][number]; people: PeopleOfCity }> {
  const own = await ownCity(ctx, id);
  return { ...own, people: await countPeople(ctx.db, id, own.city.city) };
}
