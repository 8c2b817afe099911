import type { RequestContext, Services } from "../platform/context.ts";
import { cacheFor } from "./cache.ts";
import { agreementOf } from "./list-cities.ts";
import type { Site } from "./schema.ts";
import { selectSite } from "./store.ts";

const KEEP_MS = 30_000;
const sites = cacheFor<Site>(KEEP_MS);

/** Returns true while the agreement is in force. The result may be 30 s old. */
export const agreementHolds = async (services: Pick<Services, "db" | "clock" | "edge">, slug: string) =>
  (await getSite({ ...services, scope: { city: null, agreement: slug } })).agreement.slug === slug;

/**
 * Returns the names of the agreement and its cities, for the header and footer of every page. It may be 30 s
 * old, because it grants no access: each query decides itself what a reader may see. Without an agreement in
 * force there are no cities, and the texts are empty.
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
