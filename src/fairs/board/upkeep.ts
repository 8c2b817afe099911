import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { insertState, selectRunning } from "./store.ts";

/**
 * Stores the current board of each running fair, at most once a second. Every board is counted from the rows,
 * so a kill or several workers lose and repeat nothing. Returns the number of running fairs.
 */
export async function boardUpkeep(ctx: RequestContext): Promise<number> {
  const running = await selectRunning(ctx.db);
  for (const fairId of running) await inTransaction(ctx, (tx) => insertState(tx, fairId));
  return running.length;
}
