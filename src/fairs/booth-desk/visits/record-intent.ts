import type { RequestContext } from "../../../platform/context.ts";
import { invalid, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction } from "../../../platform/core/store.ts";
import { openBooth } from "../booth.ts";
import { bringsPosting, lockVisit } from "../store/desk.ts";
import { makeIntent } from "./make-intent.ts";

/**
 * Records an intent (就业意向) of a visitor for a posting of the booth. `created` is false if the intent existed.
 * Throws the errors of `openBooth`, NOT_FOUND for a visit at another booth, INVALID_INPUT on `postingId` for
 * a posting that the booth does not show.
 */
export async function recordIntent(
  ctx: RequestContext,
  { registrationId, visitId, postingId }: { registrationId: string; visitId: string; postingId: string },
): Promise<{ created: boolean }> {
  const created = await inTransaction(ctx, async (tx) => {
    const booth = await openBooth(tx, ctx, { registrationId, late: true });
    const visit = orNotFound(await lockVisit(tx, visitId));
    if (visit.registrationId !== registrationId) throw notFound();
    if (!(await bringsPosting(tx, registrationId, postingId))) throw invalid("postingId", "INVALID_VALUE");
    return makeIntent(tx, ctx, { booth, visit, postingId });
  });
  ctx.ring("changes");
  return { created };
}
