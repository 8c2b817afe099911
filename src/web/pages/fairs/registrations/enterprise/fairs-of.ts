import {
  type FairView,
  listFairs,
  listRegistrations,
  type RegistrationView,
} from "../../../../../fairs/index.ts";
import type { RequestContext } from "../../../../../platform/context.ts";

const MANY = 50;

/**
 * Fairs of an enterprise: `mine`, its registrations, the newest first; `coming`, those among them whose fair
 * comes or is on; `open`, fairs that it may still register for.
 */
export type FairsOfEnterprise = { mine: RegistrationView[]; coming: RegistrationView[]; open: FairView[] };

/** Returns the fairs of the caller's enterprises, at most 50 of each kind. */
export async function fairsOf(ctx: RequestContext): Promise<FairsOfEnterprise> {
  const [{ items: fairs }, { items }] = await Promise.all([
    listFairs(ctx, { which: "coming", limit: MANY }),
    listRegistrations(ctx, { as: "mine", limit: MANY }),
  ]);
  const mine = items.toReversed();
  const known = new Set(mine.map(({ fair }) => fair.id));
  const ahead = new Set(fairs.map(({ id }) => id));
  return {
    mine,
    coming: mine.filter(({ fair }) => ahead.has(fair.id)),
    open: fairs.filter((fair) => fair.registrationOpen && !known.has(fair.id)),
  };
}
