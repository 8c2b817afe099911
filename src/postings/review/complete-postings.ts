import type { RequestContext } from "../../platform/context.ts";
import { databaseToday, inTransaction, recordAudits } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import { fillDrafts } from "../store/bulk.ts";
import { chunksOf, requireReviewer, requireValidity } from "./bulk.ts";
import { type BulkResult, CompletionInput } from "./schema.ts";

/**
 * Completes selected drafts. A missing validity date is set to the given one. Missing duties are filled with
 * the occupation's standard phrase; the employer must confirm them. Other values stay. `done` counts the
 * changed drafts.
 */
export async function completePostings(ctx: RequestContext, given: CompletionInput): Promise<BulkResult> {
  requireReviewer(ctx.actor);
  const input = CompletionInput.parse(given);
  const fill = { validThrough: input.validThrough ?? null, suggestDuties: input.suggestDuties };
  requireValidity(fill.validThrough, await databaseToday(ctx.db));
  let done = 0;
  for (const ids of await chunksOf(ctx, input)) {
    done += await inTransaction(ctx, async (tx) => {
      const filled = await fillDrafts(tx, ctx.actor, ids, fill);
      await recordAudits(
        tx,
        ctx,
        filled.map((row) => ({
          action: "posting.complete",
          subjectKind: "posting",
          subjectId: row.id,
          city: row.homeCity,
          detail: { ...fill, importId: input.importId ?? null },
        })),
      );
      await emitPostings(
        tx,
        filled.map((row) => row.id),
        { audience: "local", action: "posting.complete" },
      );
      return filled.length;
    });
  }
  return { done, skipped: [] };
}
