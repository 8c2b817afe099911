import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { changeFair } from "../change-fair.ts";
import { fairsWithoutKeys } from "../store/told.ts";
import { toldKeys } from "../telling/told-keys.ts";

/** Fairs told in one run. */
const FAIRS_MAX = 20;

/**
 * Tells the keys of tickets in the record of every own announced fair that lacks them. Returns the number of
 * these fairs. So a booth of another node can check codes before the fair changes for another reason.
 */
export async function tellKeys(ctx: RequestContext): Promise<number> {
  requireSystem(ctx.actor);
  const due = await fairsWithoutKeys(ctx.db, await toldKeys(ctx.vault), FAIRS_MAX);
  for (const id of due) await changeFair(ctx, { id, action: "tellKeys" }, () => ({}));
  return due.length;
}
