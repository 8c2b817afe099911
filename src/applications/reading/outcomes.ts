import type { RequestContext } from "../../platform/context.ts";
import { type Outcomes, selectOutcomes, selectPace } from "../store/outcomes.ts";

/** Fewer applications would say something of single persons. */
const LEAST = 5;

/**
 * Returns how many people applied for a posting and how many were answered; null below five. The caller must
 * have checked that the reader may see the posting.
 */
export async function outcomesOf(
  ctx: Pick<RequestContext, "db">,
  postingId: string,
): Promise<Outcomes | null> {
  const outcomes = await selectOutcomes(ctx.db, postingId);
  return outcomes.applied < LEAST ? null : outcomes;
}

/**
 * Returns the median time in seconds in which an enterprise answered in the last 90 days; null below five
 * answers. The caller must have checked that the reader may see the enterprise.
 */
export async function answerPaceOf(
  ctx: Pick<RequestContext, "db">,
  enterpriseId: string,
): Promise<{ medianS: number; answered: number } | null> {
  const { answered, medianS } = await selectPace(ctx.db, enterpriseId);
  return answered < LEAST || medianS === null ? null : { answered, medianS };
}
