import type { RequestContext } from "../../platform/context.ts";
import { viewOf } from "./list-partners.ts";
import { partnerOf } from "./partner-of.ts";
import type { PartnerDetail } from "./schema.ts";
import { selectDetail } from "./store.ts";

/**
 * Returns a partner city of the officer's city in detail. Throws NOT_FOUND for a city that is no partner.
 */
export async function getPartner(ctx: RequestContext, { city }: { city: string }): Promise<PartnerDetail> {
  const partner = viewOf((await partnerOf(ctx, city)).partner);
  const { content, newestAt, ...detail } = await selectDetail(ctx.db, city);
  const listed = content?.cities.find((one) => one.city === city)?.keys ?? [];
  return {
    ...partner,
    ...detail,
    keys: listed.map(({ kid, use, status, from, until = null }) => ({ kid, use, status, from, until })),
    newestAt: newestAt?.toISOString() ?? null,
  };
}
