import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { ownCityOf, viewOf } from "./list-partners.ts";
import type { PartnerDetail } from "./schema.ts";
import { selectDetail, selectPartners } from "./store.ts";

/**
 * Returns a partner city of the officer's city in detail. Throws NOT_FOUND for a city that is no partner.
 */
export async function getPartner(ctx: RequestContext, { city }: { city: string }): Promise<PartnerDetail> {
  requireAccount(ctx.actor);
  const own = await ownCityOf(ctx);
  if (own === null) throw notFound();
  const partner = viewOf(orNotFound((await selectPartners(ctx.db, own)).find((one) => one.city === city)));
  const { content, newestAt, postingsGiven, ...detail } = await selectDetail(ctx.db, own, city);
  const listed = content?.cities.find((one) => one.city === city)?.keys ?? [];
  return {
    ...partner,
    ...detail,
    keys: listed.map(({ kid, use, status, from, until = null }) => ({ kid, use, status, from, until })),
    postingsGiven: partner.given.includes("posting") ? postingsGiven : 0,
    newestAt: newestAt?.toISOString() ?? null,
  };
}
