import type { RequestContext } from "../../platform/context.ts";
import { submitPosting } from "../writing/submit-posting.ts";
import { chunksOf, refusalCode, requireReviewer } from "./bulk.ts";
import { type BulkResult, type Selection, SubmissionsInput } from "./schema.ts";

/** Submits every complete draft of the selection. `skipped` lists the others with their error codes. */
export async function submitPostings(ctx: RequestContext, given: Selection): Promise<BulkResult> {
  requireReviewer(ctx.actor);
  const result: BulkResult = { done: 0, skipped: [] };
  for (const id of (await chunksOf(ctx, SubmissionsInput.parse(given))).flat()) {
    try {
      await submitPosting(ctx, { id });
      result.done += 1;
    } catch (error) {
      result.skipped.push({ id, code: refusalCode(error) });
    }
  }
  return result;
}
