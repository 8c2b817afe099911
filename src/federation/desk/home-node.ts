import { cacheFor, divisionNames } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { selectHosted, selectIdentity } from "../keys/index.ts";

/**
 * The node that writes the records of a city: the city's name, and the address of its site if it is known.
 */
export type HomeNode = { cityName: string; url: string | null };

const KEEP_MS = 30_000;
const homes = cacheFor<HomeNode | null>(KEEP_MS);

/** Returns the node of a city that another node hosts, at most 30 s old; null for a city of this node. */
export const homeNodeOf = (
  ctx: Pick<RequestContext, "db" | "clock" | "edge">,
  city: string,
): Promise<HomeNode | null> =>
  homes(ctx, city, async () => {
    if (await selectHosted(ctx.db, city)) return null;
    const [names, identity] = [await divisionNames(ctx), await selectIdentity(ctx.db, city)];
    return { cityName: names.get(city)?.name ?? city, url: identity?.url ?? null };
  });
