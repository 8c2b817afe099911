import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  approvePosting,
  isMarked,
  publishReposts,
  selectUnpublished,
  submitPosting,
  validityFault,
} from "../../postings/index.ts";
import { addReasons, postingsOf } from "../store/outcomes.ts";
import type { Judge } from "./judge.ts";

const CHUNK = 500;
type Left = { id: string; code: string };

/**
 * Publishes the postings of a run that may be published. The posting of an unverified employer becomes a
 * repost. It needs the import's source: a file's name is none. The posting of a verified employer must be
 * complete. A marked posting (a limit of sex or age, unlawful wording) waits for an officer.
 * A posting that stays unpublished gets a reason in its row. A repeated call publishes nothing twice.
 */
export async function publishImported(
  ctx: RequestContext,
  judge: Judge,
): Promise<{ published: number; unpublished: Record<string, number> }> {
  const { batch, options } = judge;
  const sourceName = batch.sourceName ?? undefined;
  const date = options.validThrough;
  const validThrough = date && !validityFault(date, judge.today) ? date : undefined;
  const unpublished: Record<string, number> = {};
  let published = 0;
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await postingsOf(ctx.db, batch.id, after, CHUNK);
    if (ids.length === 0) return { published, unpublished };
    after = ids.at(-1) ?? null;
    const open = await selectUnpublished(ctx.db, ids);
    const reposts = open.filter(({ employerStatus }) => employerStatus !== "verified").map(({ id }) => id);
    const left: Left[] = [];
    if (reposts.length > 0) {
      const done = await publishReposts(ctx, { ids: reposts, validThrough, sourceName });
      published += done.done;
      left.push(...done.skipped);
    }
    for (const one of open.filter(({ employerStatus }) => employerStatus === "verified")) {
      const code = isMarked(one.flags) ? "POSTING_MARKED" : await publishOne(ctx, one);
      if (code) left.push({ id: one.id, code });
      else published += 1;
    }
    for (const { code } of left) unpublished[code] = (unpublished[code] ?? 0) + 1;
    if (left.length > 0) await addReasons(ctx.db, batch.id, left);
  }
}

/** Submits and approves one posting. Returns null, or the error code if it was refused. */
async function publishOne(ctx: RequestContext, one: { id: string; status: string }): Promise<string | null> {
  try {
    if (one.status === "draft") await submitPosting(ctx, { id: one.id });
    await approvePosting(ctx, { id: one.id });
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
