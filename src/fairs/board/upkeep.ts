import type { RequestContext } from "../../platform/context.ts";
import { inTransaction } from "../../platform/core/store.ts";
import { insertState, selectRunning } from "./store.ts";

/**
 * Notes what the boards of running fairs show, at most once a second each. Everything is counted from the rows: a kill,
 * or several workers at once, lose nothing and repeat nothing. Returns how many fairs run.
 */
export async function boardUpkeep(ctx: RequestContext): Promise<number> {
  const running = await selectRunning(ctx.db);
  for (const fairId of running) await inTransaction(ctx, (tx) => insertState(tx, fairId));
  return running.length;
}
