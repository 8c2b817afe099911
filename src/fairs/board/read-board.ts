import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import type { Wire } from "../../platform/live/index.ts";
import { hubOf } from "./hub.ts";
import type { BoardEvent } from "./schema.ts";
import { mayWatch, selectNewest, selectRunning, selectState } from "./store.ts";

/**
 * Returns the board's state: the newest event while the fair runs, else counted now (`seq` 0). Throws
 * NOT_FOUND for a fair that was never published, was cancelled, or is not visible to this reader.
 */
export async function readBoard(ctx: RequestContext, fairId: string): Promise<BoardEvent> {
  if (!(await mayWatch(ctx.db, ctx, fairId))) throw notFound();
  const running = (await selectRunning(ctx.db)).includes(fairId);
  const newest = running ? await selectNewest(ctx.db, fairId) : undefined;
  return newest ?? { seq: 0, state: orNotFound(await selectState(ctx.db, fairId)) };
}

/** Opens the board's event stream after event `after`. Throws NOT_FOUND as for the board. */
export async function watchBoard(
  ctx: RequestContext,
  { fairId, ...line }: { fairId: string; after: number | null; wire?: Wire | null },
): Promise<ReadableStream<Uint8Array>> {
  if (!(await mayWatch(ctx.db, ctx, fairId))) throw notFound();
  return hubOf(ctx).open(fairId, line);
}
