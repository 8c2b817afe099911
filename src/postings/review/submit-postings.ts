import type { RequestContext } from "../../platform/context.ts";
import { submitPosting } from "../writing/submit-posting.ts";
import { chunksOf, refusalOf, requireReviewer } from "./bulk.ts";
import { type BulkResult, SubmissionsInput } from "./schema.ts";

/**
 * Submits every complete draft of the selection. `confirmDuties` also confirms duties that were filled in
 * from a standard phrase. `skipped` lists the other drafts with their errors.
 */
export async function submitPostings(ctx: RequestContext, given: SubmissionsInput): Promise<BulkResult> {
  requireReviewer(ctx.actor);
  const input = SubmissionsInput.parse(given);
  const result: BulkResult = { done: 0, skipped: [] };
  for (const id of (await chunksOf(ctx, input)).flat()) {
    try {
      await submitPosting(ctx, { id, confirmDuties: input.confirmDuties });
      result.done += 1;
    } catch (error) {
      result.skipped.push({ id, ...refusalOf(error) });
    }
  }
  return result;
}
