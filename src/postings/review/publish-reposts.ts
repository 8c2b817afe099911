import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { databaseToday, inTransaction, recordAudits } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import { repostBlock } from "../rules.ts";
import { lockForRepost, openForRepost, publishAsReposts } from "../store/bulk.ts";
import { chunksOf, requireReviewer, requireValidity } from "./bulk.ts";
import { type BulkResult, RepostInput } from "./schema.ts";

/**
 * Publishes drafts and submitted postings in bulk as reposts (转载). Pages show a missing element as not given
 * by the source. People can apply once the employer is verified.
 * Each chunk of 500 commits by itself, so the same call continues an interrupted one. `skipped` lists every
 * omitted posting with its reason.
 */
export async function publishReposts(ctx: RequestContext, given: RepostInput): Promise<BulkResult> {
  requireReviewer(ctx.actor);
  const input = RepostInput.parse(given);
  const defaults = { validThrough: input.validThrough ?? null, sourceName: input.sourceName ?? null };
  const today = await databaseToday(ctx.db);
  requireValidity(defaults.validThrough, today);
  const result: BulkResult = { done: 0, skipped: [] };
  for (const ids of await chunksOf(ctx, input, openForRepost)) {
    const part = await inTransaction(ctx, async (tx) => {
      const held = new Map((await lockForRepost(tx, ctx.actor, ids, defaults)).map((row) => [row.id, row]));
      const judged = ids.map((id) => {
        const row = held.get(id);
        return { id, row, code: row ? repostBlock(row, row.employerStatus, today) : "NOT_FOUND" };
      });
      const taken = judged.flatMap(({ row, code }) => (row && code === null ? [row] : []));
      const skipped = judged.flatMap(({ id, code }) => (code === null ? [] : [{ id, code }]));
      await publishAsReposts(tx, taken, accountIdOf(ctx.actor));
      await recordAudits(
        tx,
        ctx,
        taken.map((row) => ({
          action: "posting.repost",
          subjectKind: "posting",
          subjectId: row.id,
          city: row.homeCity,
          detail: { from: row.status, importId: input.importId ?? null },
        })),
      );
      await emitPostings(
        tx,
        taken.map((row) => row.id),
        { audience: "put", action: "posting.repost" },
      );
      return { done: taken.length, skipped };
    });
    result.done += part.done;
    result.skipped.push(...part.skipped);
  }
  return result;
}
