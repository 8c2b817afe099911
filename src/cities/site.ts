import type { RequestContext, Services } from "../platform/context.ts";
import { cacheFor } from "./cache.ts";
import { agreementOf } from "./list-cities.ts";
import type { Site } from "./schema.ts";
import { selectSite } from "./store.ts";

const KEEP_MS = 30_000;
const sites = cacheFor<Site>(KEEP_MS);

/** Returns true while the agreement is in force. At most 30 s old. */
export const agreementHolds = async (services: Pick<Services, "db" | "clock" | "edge">, slug: string) =>
  (await getSite({ ...services, scope: { city: null, agreement: slug } })).agreement.slug === slug;

/**
 * Data for the frame of every page, at most 30 s old, because it only names things. Each query decides what a
 * reader may see. Without an agreement in force there are no cities, and the texts are empty.
 */
export function getSite(ctx: Pick<RequestContext, "db" | "clock" | "edge" | "scope">): Promise<Site> {
  return sites(ctx, JSON.stringify([ctx.scope.city, ctx.scope.agreement]), async () => {
    const rows = await selectSite(ctx.db, ctx.scope);
    return {
      agreement: agreementOf(rows[0]) ?? {
        slug: "",
        name: rows[0]?.federationName ?? "",
        shortName: rows[0]?.shortName ?? "",
      },
      cities: rows.map(({ code, name, shortName, hue }) => ({ code, name, shortName, hue })),
    };
  });
}
