import type { RequestContext } from "../../platform/context.ts";
import { openErasuresOf, viewOf } from "./list-partners.ts";
import { partnerOf } from "./partner-of.ts";
import type { PartnerDetail } from "./schema.ts";
import { selectDetail } from "./store.ts";

/**
 * Returns a partner city of the officer's city in detail. Throws NOT_FOUND for a city that is no partner.
 */
export async function getPartner(ctx: RequestContext, { city }: { city: string }): Promise<PartnerDetail> {
  const { own, partner: row } = await partnerOf(ctx, city);
  const partner = viewOf(row, await openErasuresOf(ctx, own));
  const { content, newestAt, ...detail } = await selectDetail(ctx.db, city);
  const listed = content?.cities.find((one) => one.city === city)?.keys ?? [];
  return {
    ...partner,
    ...detail,
    keys: listed.map(({ kid, use, status, from, until = null }) => ({ kid, use, status, from, until })),
    newestAt: newestAt?.toISOString() ?? null,
  };
}
