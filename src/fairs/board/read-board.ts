import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { hubOf } from "./hub.ts";
import type { BoardEvent } from "./schema.ts";
import { mayWatch, selectNewest, selectRunning, selectState } from "./store.ts";

/**
 * Returns the board of a fair. While the fair runs, this is the newest event if there is one. Otherwise the
 * board is counted now and `seq` is 0. Throws NOT_FOUND if the fair was never published, was cancelled, or is
 * not readable to the caller.
 */
export async function readBoard(ctx: RequestContext, fairId: string): Promise<BoardEvent> {
  if (!(await mayWatch(ctx.db, ctx, fairId))) throw notFound();
  const running = (await selectRunning(ctx.db)).includes(fairId);
  const newest = running ? await selectNewest(ctx.db, fairId) : undefined;
  return newest ?? { seq: 0, state: orNotFound(await selectState(ctx.db, fairId)) };
}

/**
 * Opens a stream of the board's events, from the one after event `after`. Throws NOT_FOUND as `readBoard`
 * does.
 */
export async function watchBoard(
  ctx: RequestContext,
  { fairId, ...line }: { fairId: string; after: number | null },
): Promise<ReadableStream<Uint8Array>> {
  if (!(await mayWatch(ctx.db, ctx, fairId))) throw notFound();
  return hubOf(ctx).open(fairId, line);
}
