import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { selectEnterprise } from "../store.ts";
import { type Affected, countAffected } from "./store.ts";

/**
 * Returns how many live postings, coming fairs and open applications a suspension of the enterprise would
 * concern. Throws NOT_FOUND unless the caller is an officer of its home city or county.
 */
export async function previewSuspension(ctx: RequestContext, id: string): Promise<Affected> {
  const { homeCity, county } = orNotFound(await selectEnterprise(ctx.db, ctx, id));
  requireOfficerOf(ctx.actor, homeCity, county);
  return countAffected(ctx.db, id);
}
