import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { ownCityOf } from "./own-city.ts";
import { type PartnerRow, selectPartners } from "./store.ts";

/**
 * Returns the officer's city and the row of one of its partner cities. Throws NOT_FOUND for a city that is no
 * partner.
 */
export async function partnerOf(
  ctx: RequestContext,
  city: string,
): Promise<{ own: string; partner: PartnerRow }> {
  requireAccount(ctx.actor);
  const own = await ownCityOf(ctx);
  if (own === null) throw notFound();
  return { own, partner: orNotFound((await selectPartners(ctx.db, own)).find((one) => one.city === city)) };
}
